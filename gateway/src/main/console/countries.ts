/** The countries and territories that issue documents, as the gateway knows them, and what is typed for them. */

const CODES =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
  "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
  "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO " +
  "JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR " +
  "MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO " +
  "RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV " +
  "TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/** What is said of a country besides its name: dansk pas, Danish passport. */
const ADJECTIVES: Readonly<Record<string, string>> = {
  DK: "dansk danish",
  GL: "grønlandsk greenlandic",
  FO: "færøsk faroese",
  SE: "svensk swedish",
  NO: "norsk norwegian",
  FI: "finsk finnish",
  IS: "islandsk icelandic",
  DE: "tysk german",
  PL: "polsk polish",
  GB: "britisk british engelsk english uk england",
  US: "amerikansk american usa",
  FR: "fransk french",
  ES: "spansk spanish",
  IT: "italiensk italian",
  PT: "portugisisk portuguese",
  NL: "hollandsk nederlandsk dutch holland",
  BE: "belgisk belgian",
  RO: "rumænsk romanian",
  BG: "bulgarsk bulgarian",
  LT: "litauisk lithuanian",
  LV: "lettisk latvian",
  EE: "estisk estonian",
  UA: "ukrainsk ukrainian",
  TR: "tyrkisk turkish",
  SY: "syrisk syrian",
  IQ: "irakisk iraqi",
  IR: "iransk iranian",
  IN: "indisk indian",
  PK: "pakistansk pakistani",
  CN: "kinesisk chinese",
  TH: "thailandsk thai",
  PH: "filippinsk filipino",
  VN: "vietnamesisk vietnamese",
  RU: "russisk russian",
  CZ: "tjekkisk czech",
  SK: "slovakisk slovak",
  HU: "ungarsk hungarian",
  GR: "græsk greek",
  HR: "kroatisk croatian",
  CH: "schweizisk swiss",
  AT: "østrigsk austrian",
  IE: "irsk irish",
  SO: "somalisk somali",
  AF: "afghansk afghan",
  XK: "kosovansk",
};

export interface Country {
  readonly code: string;
  /** Its names in both languages, and what is said of it. */
  readonly words: string;
}

const DANISH = new Intl.DisplayNames("da", { type: "region" });
const ENGLISH = new Intl.DisplayNames("en", { type: "region" });

export const COUNTRIES: readonly Country[] = CODES.split(" ").map(code => ({
  code,
  words: `${DANISH.of(code)} ${ENGLISH.of(code)} ${ADJECTIVES[code] ?? ""}`,
}));
