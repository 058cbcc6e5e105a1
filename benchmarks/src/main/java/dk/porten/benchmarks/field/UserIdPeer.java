package dk.porten.benchmarks.field;

import dk.porten.benchmarks.National;
import dk.porten.core.userid.UserIdDecision;
import dk.porten.core.userid.UserIdForm.WellFormed;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.text.Normalizer;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.hibernate.validator.PredefinedScopeHibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Who says whether a text is a well-formed user ID (U1–U6). */
public enum UserIdPeer {
  /** Porten, which also makes the canonical form and tells every violation. */
  PORTEN,
  /** One pattern, compiled once. */
  REGEX,
  /** Hibernate Validator, told the classes beforehand and to stop at the first violation. */
  HIBERNATE_VALIDATOR;

  /** Makes what says whether a text is well-formed. */
  Predicate<String> rules() {
    return switch (this) {
      case PORTEN -> porten();
      case REGEX -> regex();
      case HIBERNATE_VALIDATOR -> hibernateValidator();
    };
  }

  private static Predicate<String> porten() {
    var decision = new UserIdDecision(Objects.requireNonNull(National.PACK.userId()));
    return text -> decision.decide(text) instanceof WellFormed;
  }

  private static Predicate<String> regex() {
    java.util.regex.Pattern pattern = java.util.regex.Pattern.compile(UserIdPattern.WHOLE);
    return text -> pattern.matcher(nfc(text)).matches();
  }

  private static Predicate<String> hibernateValidator() {
    Validator validator =
        Validation.byProvider(PredefinedScopeHibernateValidator.class)
            .configure()
            .builtinConstraints(Set.of(Size.class.getName(), Pattern.class.getName()))
            .initializeBeanMetaData(Set.of(Wish.class))
            .messageInterpolator(new ParameterMessageInterpolator())
            .failFast(true)
            .buildValidatorFactory()
            .getValidator();
    return text -> validator.validate(new Wish(nfc(text))).isEmpty();
  }

  private static String nfc(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** A text that somebody wants for a user ID. */
  private record Wish(
      @Size(min = UserIdPattern.MIN_LENGTH, max = UserIdPattern.MAX_LENGTH)
          @Pattern(regexp = UserIdPattern.CHARACTERS + "*+")
          @Pattern(regexp = UserIdPattern.NO_SPACE_AT_ENDS)
          @Pattern(regexp = "(?!" + UserIdPattern.TEN_DIGITS + "$).*")
          @Pattern(regexp = "(?!" + UserIdPattern.CPR_NUMBER + "$).*")
          String text) {}
}
