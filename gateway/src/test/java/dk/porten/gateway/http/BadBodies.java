package dk.porten.gateway.http;

import java.util.List;
import org.junit.jupiter.params.provider.Arguments;

/** Bodies of questions with something wrong with them, and what is said of each. */
final class BadBodies {
  static final String USER_ID = "/v1/user-id-checks";
  static final String DOCUMENTS = "/v1/document-checks";
  static final String WITNESS = "/v1/witness-checks";
  static final String VISIT = "/v1/visit-checks";
  static final String HISTORY = "/v1/witness-history";

  /** Bytes, as ISO 8859-1, that are not one JSON text in UTF-8. */
  static final List<String> MALFORMED =
      List.of(
          "",
          " ",
          "{",
          "}",
          "{\"userId\":\"stine.b\"",
          "{\"userId\":\"stine.b\"}x",
          "{\"userId\":\"stine.b\"}{\"userId\":\"stine.b\"}",
          "{\"userId\":\"stine.b\"} null",
          "{'userId':'stine.b'}",
          "{userId:\"stine.b\"}",
          "{\"userId\":\"stine.b\",}",
          "{\"userId\":\"stine.b\"}//",
          "{\"userId\":\"a\nb\"}",
          "{\"userId\":\"\\x\"}",
          "{\"userId\":\"\\u12\"}",
          "{\"userId\":01}",
          "{\"userId\":+1}",
          "{\"userId\":.5}",
          "{\"userId\":NaN}",
          "{\"userId\":TRUE}",
          "\u00ef\u00bb\u00bf{\"userId\":\"stine.b\"}",
          "{\"userId\":\"stine\u0080\"}",
          "{\"userId\":\"stine\u00c0\u00af\"}",
          "{\"userId\":\"stine\u00e0\u0080\u00af\"}",
          "{\"userId\":\"stine\u00ed\u00a0\u0080\"}",
          "{\"userId\":\"stine\u00f4\u0090\u0080\u0080\"}",
          "{\"userId\":\"stine\u00c3",
          "{\"userId\":\"stine.b\"}\u0000");

  /** Rows: path, body, faults with a comma between them. */
  static final List<Arguments> FAULTS =
      List.of(
          row(USER_ID, "[]", " wrong-type"),
          row(USER_ID, "null", " wrong-type"),
          row(USER_ID, "\"stine.b\"", " wrong-type"),
          row(USER_ID, "1e400", " wrong-type"),
          row(USER_ID, "{}", "/userId missing"),
          row(USER_ID, "{'userId':null}", "/userId wrong-type"),
          row(USER_ID, "{'userId':5}", "/userId wrong-type"),
          row(USER_ID, "{'userId':['stine.b']}", "/userId wrong-type"),
          row(USER_ID, "{'userId':'\\ud800'}", "/userId not-text"),
          row(USER_ID, "{'userId':'\\udc00\\ud800'}", "/userId not-text"),
          row(USER_ID, "{'userId':'stine.b','\\ud800':1}", " not-text"),
          row(USER_ID, "{'userId':'stine.b','extra':1}", "/extra unknown-field"),
          row(USER_ID, "{'userId':'stine.b','suggestions':11}", "/suggestions out-of-range"),
          row(USER_ID, "{'userId':'stine.b','suggestions':'3'}", "/suggestions wrong-type"),
          row(USER_ID + "/batch", "{'userIds':[],'suggestions':0}", "/suggestions unknown-field"),
          row(USER_ID, "{'userId':'stine.b','userId':'stine.b'}", "/userId duplicate-key"),
          row(USER_ID, "{'userId':'stine.b','user\\u0049d':'a'}", "/userId duplicate-key"),
          row(USER_ID, "{'userId':'stine.b','710199-1234':1}", " unknown-field"),
          row(USER_ID, "{'userId':'stine.b','on':'2026-02-30'}", "/on not-a-date"),
          row(USER_ID, "{'userId':'stine.b','on':'2026-2-3'}", "/on not-a-date"),
          row(USER_ID, "{'userId':'stine.b','on':'+2026-02-3'}", "/on not-a-date"),
          row(USER_ID, "{'userId':'stine.b','on':'2026-02-03T00:00:00Z'}", "/on not-a-date"),
          row(USER_ID, "{'userId':'stine.b','on':''}", "/on not-a-date"),
          row(USER_ID, "{'userId':'stine.b','on':20260203}", "/on wrong-type"),
          row(USER_ID, "{'userId':'stine.b','on':'1899-12-31'}", "/on out-of-range"),
          row(USER_ID, "{'userId':'stine.b','on':'2200-01-01'}", "/on out-of-range"),
          row(USER_ID, "{'userId':'stine.b','rulePack':'Mitid'}", "/rulePack unknown-value"),
          row(USER_ID, "{'userId':'stine.b','rulePack':'mitid@0'}", "/rulePack unknown-value"),
          row(USER_ID, "{'userId':'stine.b','rulePack':1}", "/rulePack wrong-type"),
          row(USER_ID, "{'userId':'" + "x".repeat(513) + "'}", "/userId too-long"),
          row(USER_ID, "{'userId':'" + "\uD83D\uDE00".repeat(513) + "'}", "/userId too-long"),
          row(DOCUMENTS, "{}", "/documents missing"),
          row(DOCUMENTS, "{'documents':{}}", "/documents wrong-type"),
          row(
              DOCUMENTS,
              "{'documents':[null,1]}",
              "/documents/0 wrong-type,/documents/1 wrong-type"),
          row(DOCUMENTS, "{'documents':[{'type':'passport'}]}", "/documents/0/issuer missing"),
          row(DOCUMENTS, document("'issuer':'AA'"), "/documents/0/issuer unknown-value"),
          row(DOCUMENTS, document("'issuer':'dk'"), "/documents/0/issuer unknown-value"),
          row(DOCUMENTS, document("'form':'paper'"), "/documents/0/form unknown-value"),
          row(DOCUMENTS, document("'form':1"), "/documents/0/form wrong-type"),
          row(DOCUMENTS, document("'photo':'true'"), "/documents/0/photo wrong-type"),
          row(DOCUMENTS, document("'photo':1"), "/documents/0/photo wrong-type"),
          row(DOCUMENTS, document("'temporary':null"), "/documents/0/temporary wrong-type"),
          row(DOCUMENTS, document("'year':'2026'"), "/documents/0/year wrong-type"),
          row(DOCUMENTS, document("'year':2026.0"), "/documents/0/year wrong-type"),
          row(DOCUMENTS, document("'year':0"), "/documents/0/year out-of-range"),
          row(DOCUMENTS, document("'year':10000"), "/documents/0/year out-of-range"),
          row(
              DOCUMENTS,
              document("'expiresOn':'0000-01-01'"),
              "/documents/0/expiresOn out-of-range"),
          row(
              DOCUMENTS,
              document("'expiresOn':'+10000-01-01'"),
              "/documents/0/expiresOn not-a-date"),
          row(DOCUMENTS, document("'expiresOn':'-001-01-01'"), "/documents/0/expiresOn not-a-date"),
          row(DOCUMENTS, document("'photo':true,'photo':true"), "/documents/0/photo duplicate-key"),
          row(DOCUMENTS, "{'documents':[],'bringLimit':-1}", "/bringLimit out-of-range"),
          row(DOCUMENTS, "{'documents':[],'bringLimit':201}", "/bringLimit out-of-range"),
          row(DOCUMENTS, "{'documents':[],'bringLimit':1.0}", "/bringLimit wrong-type"),
          row(DOCUMENTS, "{'documents':[],'bringLimit':1e1}", "/bringLimit wrong-type"),
          row(DOCUMENTS, "{'documents':[],'bringLimit':'5'}", "/bringLimit wrong-type"),
          row(
              DOCUMENTS,
              "{'documents':[],'bringLimit':9223372036854775808}",
              "/bringLimit wrong-type"),
          row(
              DOCUMENTS,
              "{'documents':[],'bringLimit':" + "9".repeat(5_000) + "}",
              "/bringLimit wrong-type"),
          row(DOCUMENTS, "{'documents':[],'venue':'home'}", "/venue unknown-value"),
          row(DOCUMENTS, "{'documents':[],'" + "n".repeat(60_000) + "':1}", " unknown-field"),
          row(WITNESS, "{}", "/witness missing"),
          row(WITNESS, "{'witness':[]}", "/witness wrong-type"),
          row(WITNESS, "{'witness':null}", "/witness wrong-type"),
          row(WITNESS, "{'witness':{},'applicant':{}}", "/applicant/personId missing"),
          row(WITNESS, "{'witness':{'personId':''}}", "/witness/personId not-a-uuid"),
          row(WITNESS, "{'witness':{'personId':'1-1-1-1-1'}}", "/witness/personId not-a-uuid"),
          row(
              WITNESS,
              "{'witness':{'personId':'{5f0c8a3e-9b1d-4c62-a7e4-2d8f61b0937a}'}}",
              "/witness/personId not-a-uuid"),
          row(
              WITNESS,
              "{'witness':{'personId':'5f0c8a3e9b1d4c62a7e42d8f61b0937a'}}",
              "/witness/personId not-a-uuid"),
          row(
              WITNESS,
              "{'witness':{'personId':'00000000-0000-0000-0000-000000000000'}}",
              "/witness/personId placeholder"),
          row(
              WITNESS,
              "{'witness':{'personId':'ffffffff-FFFF-ffff-FFFF-ffffffffffff'}}",
              "/witness/personId placeholder"),
          row(
              WITNESS,
              "{'witness':{},'applicant':{'personId':'00000000-0000-0000-0000-000000000000'}}",
              "/applicant/personId placeholder"),
          row(
              VISIT,
              "{'documents':[],'witness':{'personId':'00000000-0000-0000-0000-000000000000'},"
                  + "'applicant':{'personId':'ffffffff-ffff-ffff-ffff-ffffffffffff'}}",
              "/applicant/personId placeholder,/witness/personId placeholder"),
          row(
              HISTORY,
              "{'personId':'00000000-0000-0000-0000-000000000000'}",
              "/personId placeholder"),
          row(WITNESS, "{'witness':{'documents':null}}", "/witness/documents wrong-type"),
          row(WITNESS, "{'witness':{'birthDate':'1980-02-30'}}", "/witness/birthDate not-a-date"),
          row(WITNESS, "{'witness':{'professional':'no'}}", "/witness/professional wrong-type"));

  private BadBodies() {}

  private static Arguments row(String path, String body, String faults) {
    return Arguments.of(path, body.replace('\'', '"'), faults);
  }

  private static String document(String member) {
    String issuer = member.contains("issuer") ? "" : ",'issuer':'DK'";
    return "{'documents':[{'type':'passport'" + issuer + "," + member + "}]}";
  }
}
