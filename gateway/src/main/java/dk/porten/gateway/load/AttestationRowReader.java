package dk.porten.gateway.load;

import dk.porten.core.PackChoice;
import dk.porten.core.PackShelf;
import dk.porten.core.fact.Person;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.witness.WitnessDecision;
import dk.porten.gateway.postgres.schema.PersonKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads lines of attestations: five fields with commas between. None of them can hold a comma, so
 * quoting has no use, and a quoted field is rejected rather than guessed at.
 */
final class AttestationRowReader {

  /** The first line of a file. */
  static final String HEADER = "sourceId,on,witnessId,applicantId,rulePack";

  private static final int FIELDS = 5;
  private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
  private static final Pattern SOURCE_ID = Pattern.compile("[!-~]{1,100}");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private final PackShelf shelf;
  private final PersonKey personKey;
  private final Instant now;

  AttestationRowReader(PackShelf shelf, PersonKey personKey, Instant now) {
    this.shelf = shelf;
    this.personKey = personKey;
    this.now = now;
  }

  /** Reads one line. */
  AttestationRow read(long lineNumber, String line) throws RejectedRow {
    check(line.indexOf('"') < 0, RowFault.QUOTED);
    String[] fields = line.split(",", -1);
    check(fields.length == FIELDS, RowFault.WRONG_NUMBER_OF_FIELDS);
    check(SOURCE_ID.matcher(fields[0]).matches(), RowFault.INVALID_SOURCE_ID);
    LocalDate on = day(fields[1]);
    UUID witness = person(fields[2], RowFault.INVALID_WITNESS_ID);
    UUID applicant = person(fields[3], RowFault.INVALID_APPLICANT_ID);
    PackChoice.Found pack = pack(fields[4], on);
    check(!witness.equals(applicant), RowFault.SAME_PERSON);
    return new AttestationRow(
        lineNumber,
        PersonHash.of(personKey.hashOfSource(fields[0])),
        on,
        PersonHash.of(personKey.hash(witness)),
        new Person(applicant, PersonHash.of(personKey.hash(applicant))),
        pack.pack().pack().reference(),
        decision(pack));
  }

  private static LocalDate day(String text) throws RejectedRow {
    check(DATE.matcher(text).matches(), RowFault.INVALID_DATE);
    try {
      LocalDate day = LocalDate.parse(text);
      check(!day.isBefore(FIRST_DAY), RowFault.INVALID_DATE);
      return day;
    } catch (DateTimeParseException noSuchDay) {
      throw new RejectedRow(RowFault.INVALID_DATE);
    }
  }

  private static UUID person(String text, RowFault otherwise) throws RejectedRow {
    return Person.findId(text).orElseThrow(() -> new RejectedRow(otherwise));
  }

  private PackChoice.Found pack(String name, LocalDate on) throws RejectedRow {
    boolean isPast = shelf.today(name, now).map(today -> !on.isAfter(today)).orElse(true);
    check(isPast, RowFault.LATER_THAN_TODAY);
    PackChoice choice = shelf.chooseInForce(name, on, now);
    if (choice instanceof PackChoice.Found found) {
      return found;
    }
    throw new RejectedRow(
        choice instanceof PackChoice.NotInForce
            ? RowFault.RULE_PACK_NOT_IN_FORCE
            : RowFault.UNKNOWN_RULE_PACK);
  }

  private static WitnessDecision decision(PackChoice.Found found) throws RejectedRow {
    return found.pack().witness().orElseThrow(() -> new RejectedRow(RowFault.NOT_RULED_BY_PACK));
  }

  private static void check(boolean condition, RowFault otherwise) throws RejectedRow {
    if (!condition) {
      throw new RejectedRow(otherwise);
    }
  }
}
