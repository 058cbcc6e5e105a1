package dk.porten.core.userid;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * How Latin letters of any language are spelled in {@code a} to {@code z}, æ, ø and å (U9): letters
 * without their marks, ligatures as their parts, and other letters as they are usually transcribed
 * (docs/decisions/0005).
 */
final class LatinSpelling {

  /** Each spelling with the small letters that Unicode does not take apart into it. */
  private static final Map<Integer, String> SPELLINGS =
      spellings(
          """
          a ɐɑɒᴀᶏᶐⱥꜣꞻꬰꬱꭤ
          aa ꜳ𐞀
          ao ꜵ
          au ꜷ
          av ꜹꜻ
          ay ꜽ
          b ƀƃɓʙᴃᴯᵬᶀꞗꞵ
          c ƈȼɕᴄↄꜿꞓꞔ𝼝
          con ꝯ
          d ðđƌƍȡɖɗᴅᴆᵭᶁᶑẟꝺꟈ𝼥
          db ȸ
          dum ꝱ
          dz ƻʣʥꭦ
          dzh ʤ𝼒𝼙
          e ǝɇɘəɚɛɜɝɞʚᴇᴈᶒᶓᶔᶕⱸⱻꬲꬳꬴꭠ
          et ꝫ
          f ƒɸᵮᶂⅎⱷꜰꝼꞙꟻꬵ
          fng ʩ𝼀
          g ǥȝɠɡɢɣʛᵷᵹᶃꝿꞡꟑꬶ𝼁𝼂
          gh ƣ
          h ħƅɥɦɧʜʮʯⱨⱶꜧꞕꟶ
          hv ƕ
          i ıɨɩɪᴉᵎᵻᵼᶖꞽꟷꟾ𝼚
          ie ꭡ
          is ꝭ
          j ȷɉɟʄʝᴊ
          k ƙʞᴋᶄⱪꜫꜭꜯꝁꝃꝅꞣ𝼃𝼐
          l łƚƛȴɫɬɭʟᴌᶅⱡꝇꝉꞁꞎꟛꬷꬸꬹ𝼄𝼑𝼓𝼦
          ll ỻ
          ls ʪ
          lum ꝲ
          lz ʫ
          lzh ɮ𝼅
          m ɯɰɱᴍᴟᵯᶆꟺꟽꟿꬺ
          mum ꝳ
          n ƞȵɲɳɴᴎᴻᵰᶇꞑꞥꬻ𝼧
          ng ŋꬼ𝼇𝼔
          num ꝴ
          o ɔɤɵɷᴏᴐᴑᴒᴓᴖᴗᶗⱺꝋꝍꞷꟁꬽꬾꬿꭃꭄ𝼛
          oe œɶᴔꞝꭀꭁꭂꭢ
          oo ꝏ
          ou ȣᴕ
          p ƥᴘᵱᵽᶈꝑꝓꝕꟼ
          q ĸƽɋʠꝗꝙꞯ
          qp ȹ
          r ɍɹɺɻɼɽɾɿʀʁᴙᴚᵲᵳᶉⱹꝛꞃꞧꭅꭆꭇꭈꭉꭊꭋꭌꭨ𝼈𝼕𝼖𝼨
          rum ꝝꝵꝶ
          s ȿʂᵴᶊẜẝꜱꞅꞩꟊꟍꟗꟙ𝼞𝼩
          sh ƪʃʅʆᶋᶘꭍ𝼋𝼌
          ss ß
          t ŧƫƭȶʇʈᴛᵵⱦꞇ𝼉𝼍𝼪
          tc ʨ
          th þᵺꝥꝧꟓ
          ts ʦꭧ
          tsh ʧ𝼗𝼜
          tum ꝷ
          tz ꜩ
          u ʉʊᴜᴝᴞᵾᵿᶙꞹꞿꭎꭏꭒ
          ue ᵫꞟ
          ui ꭐꭑ
          um ꝸ
          uo ꭣ
          v ʋʌᴠᶌỽⱱⱴꝟꝩ
          vy ꝡ
          w ƿʍᴡⱳꟃꟕ
          x ᶍꭓꭔꭕꭖꭗꭘꭙ
          y ƴɏʎʏỿꭚ𝼆
          z ƨƶȥɀʐʑᴢᵶᶎⱬꝣ
          zh ƹƺʒʓᴣᶚ𝼘
          æ ᴁᴂꞛ
          """);

  private LatinSpelling() {}

  /** Returns the spelling of a letter, itself if it has none; empty for all but letters. */
  static String of(int letter) {
    if (!Character.isAlphabetic(letter)) {
      return "";
    }
    var small = new StringBuilder();
    Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFKD)
        .codePoints()
        .map(Character::toLowerCase)
        .forEach(small::appendCodePoint);
    var spelled = new StringBuilder();
    // The ring makes a letter of its own.
    small
        .toString()
        .replace("a\u030A", "å")
        .codePoints()
        .filter(part -> UnicodeScript.of(part) == UnicodeScript.LATIN)
        .forEach(part -> spelled.append(spelling(part)));
    return spelled.toString();
  }

  private static String spelling(int part) {
    return SPELLINGS.getOrDefault(part, Character.toString(part));
  }

  private static Map<Integer, String> spellings(String rows) {
    Map<Integer, String> spellings = new HashMap<>();
    rows.lines()
        .map(row -> row.split(" ", 2))
        .forEach(row -> row[1].codePoints().forEach(letter -> spellings.put(letter, row[0])));
    return Map.copyOf(spellings);
  }
}
