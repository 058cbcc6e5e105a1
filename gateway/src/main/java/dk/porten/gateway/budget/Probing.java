package dk.porten.gateway.budget;

/**
 * How much what a client asks looks like probing for what is taken: a score from 0 to 1 of the last
 * user IDs that were new to it that day (docs/decisions/0061). No text is kept, only a hash of its
 * stem, the number behind it, and the beginning of the last one. Any thread may ask.
 */
final class Probing {

  /** User IDs that are looked back at. */
  static final int WINDOW = 128;

  /** With fewer, the score is lower by their share. */
  static final int ENOUGH = 50;

  /** Numbers behind the same stem that are so close to each other are a sequence. */
  private static final int CLOSE = 10;

  /** Up to this share is what a booking's customers may well wish for. */
  private static final double USUAL_TAKEN = 0.5;

  /** Of wishes in no order half come after the one before. */
  private static final double USUAL_ORDER = 0.75;

  private static final int MOST_DIGITS = 9;

  /** Characters that are compared to find an alphabetical order. */
  private static final int COMPARED = 8;

  private final int[] stems = new int[WINDOW];
  private final int[] numbers = new int[WINDOW];
  private final Window sequences = new Window();
  private final Window order = new Window();
  private final Window taken = new Window();
  private int asked;
  private long beginning;

  /** The last answers to a question of yes or no. */
  private static final class Window {
    private final boolean[] last = new boolean[WINDOW];
    private int answers;
    private int yes;

    void add(boolean answer) {
      int at = answers++ % WINDOW;
      yes += (answer ? 1 : 0) - (last[at] ? 1 : 0);
      last[at] = answer;
    }

    double share() {
      return answers == 0 ? 0 : (double) yes / Math.min(answers, WINDOW);
    }
  }

  /** Notes a user ID that is new to the client. */
  synchronized void asked(String canonical) {
    int end = canonical.length();
    while (end > 0
        && canonical.length() - end < MOST_DIGITS
        && isDigit(canonical.charAt(end - 1))) {
      end--;
    }
    int number =
        end == canonical.length() ? -1 : Integer.parseInt(canonical, end, canonical.length(), 10);
    int stem = stem(canonical, end);
    sequences.add(number >= 0 && hasNeighbour(stem, number));
    int at = asked++ % WINDOW;
    stems[at] = stem;
    numbers[at] = number;
    long begins = beginning(canonical);
    if (begins != beginning) {
      order.add(Long.compareUnsigned(begins, beginning) > 0);
      beginning = begins;
    }
  }

  /** Notes what became of such a user ID. */
  synchronized void answered(boolean isTaken) {
    taken.add(isTaken);
  }

  /** Returns the share of the last ones that were taken. */
  synchronized double takenShare() {
    return taken.share();
  }

  /** Returns the score. */
  synchronized double score() {
    double oneWay = Math.max(order.share(), 1 - order.share());
    double most =
        Math.max(
            sequences.share(),
            Math.max(beyond(USUAL_TAKEN, taken.share()), beyond(USUAL_ORDER, oneWay)));
    return most * Math.min(1, (double) asked / ENOUGH);
  }

  private boolean hasNeighbour(int stem, int number) {
    for (int i = 0; i < Math.min(asked, WINDOW); i++) {
      if (stems[i] == stem && numbers[i] >= 0 && Math.abs(numbers[i] - number) <= CLOSE) {
        return true;
      }
    }
    return false;
  }

  /** Returns how far a share is on the way from what is usual to all. */
  private static double beyond(double usual, double share) {
    return Math.max(0, share - usual) / (1 - usual);
  }

  private static int stem(String canonical, int end) {
    int hash = end;
    for (int i = 0; i < end; i++) {
      hash = 31 * hash + canonical.charAt(i);
    }
    return hash;
  }

  private static long beginning(String canonical) {
    long beginning = 0;
    for (int i = 0; i < COMPARED; i++) {
      int character = i < canonical.length() ? canonical.charAt(i) & 0xFF : 0;
      beginning = beginning << Byte.SIZE | character;
    }
    return beginning;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
