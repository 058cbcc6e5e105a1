// Calls every operation by the generated Go client.
package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"reflect"
	"strings"

	porten "github.com/GIT_USER_ID/GIT_REPO_ID"
)

var background = context.Background()

// The arguments are the gateway's address and a name of this run, which no other one on that gateway has.
func main() {
	address, userId := os.Args[1], "gerda."+os.Args[2]
	configuration := porten.NewConfiguration()
	configuration.Servers = porten.ServerConfigurations{{URL: address}}
	client := porten.NewAPIClient(configuration)

	checks(client)
	reservations(client, userId)
	attestations(client)
	publications(client)
	stream(address)
	problem(client)
}

func checks(client *porten.APIClient) {
	one, _, err := client.ChecksAPI.CheckUserId(background).
		UserIdCheckRequest(*porten.NewUserIdCheckRequest("Sørine!always")).Execute()
	answered(err)
	equal(one.UserId, "sørine!always")
	equal(one.Verdict, porten.USERIDVERDICT_AVAILABLE)
	equal(one.AsOf.IsZero(), false)

	two, _, err := client.ChecksAPI.CheckUserIds(background).
		UserIdBatchRequest(*porten.NewUserIdBatchRequest([]string{"sørine!always", "stb"})).Execute()
	answered(err)
	equal(two.Results[1].Verdict, porten.USERIDVERDICT_INVALID)
	equal(two.Results[1].Violations[0].Code, "too-short")

	foreign := porten.NewDocumentCheckRequest([]porten.Document{document(porten.DOCUMENTTYPE_PASSPORT, "SE")})
	foreign.SetOn("2026-12-03")
	documents, _, err := client.ChecksAPI.CheckDocuments(background).
		DocumentCheckRequest(*foreign).AcceptLanguage("en").Execute()
	answered(err)
	equal(documents.Verdict, porten.DOCUMENTVERDICT_INSUFFICIENT)
	equal(documents.Route.IsSet() && documents.Route.Get() == nil, true)
	equal(len(documents.Bring), 5)
	equal(documents.Bring[0][0].DocumentClass, "health-card")

	witness := porten.NewWitness()
	witness.SetPersonId(uuid())
	witness.SetBirthDate("1980-02-29")
	witness.SetMitIdSince("2022-01-01")
	witness.SetDocuments([]porten.Document{document(porten.DOCUMENTTYPE_PASSPORT, "DK")})
	allowed, _, err := client.ChecksAPI.CheckWitness(background).
		WitnessCheckRequest(*porten.NewWitnessCheckRequest(*witness)).Execute()
	answered(err)
	equal(allowed.Verdict, porten.WITNESSVERDICT_ALLOWED)
	equal(allowed.Quota.Get().Remaining, int32(3))

	licence := porten.NewVisitCheckRequest([]porten.Document{document(porten.DOCUMENTTYPE_DRIVING_LICENCE, "DK")})
	licence.SetWitness(*witness)
	visit, _, err := client.ChecksAPI.CheckVisit(background).VisitCheckRequest(*licence).Execute()
	answered(err)
	equal(visit.Verdict, porten.VISITVERDICT_READY)
	equal(*visit.EarliestOn.Get(), visit.On)
	equal(visit.Witness.Get().Verdict, porten.WITNESSVERDICT_ALLOWED)
}

func reservations(client *porten.APIClient, userId string) {
	request := porten.NewUserIdHoldRequest(userId)
	request.SetHoldSeconds(60)
	hold := client.ReservationsAPI.HoldUserId(background).IdempotencyKey(uuid()).UserIdHoldRequest(*request)

	held, _, err := hold.Execute()
	answered(err)
	again, response, err := hold.Execute()
	answered(err)
	equal(again, held)
	equal(response.Header.Get("Idempotency-Replayed"), "true")
	state, _, err := client.ReservationsAPI.GetUserIdHold(background, held.HoldId).Execute()
	answered(err)
	equal(state.State, "held")
	claimed, _, err := client.ReservationsAPI.ClaimUserId(background, held.HoldId).Execute()
	answered(err)
	equal(claimed.UserId, userId)

	response, err = client.ReservationsAPI.FreeUserId(background).
		UserIdReleaseRequest(*porten.NewUserIdReleaseRequest(userId, "a trial")).Execute()
	answered(err)
	equal(response.StatusCode, http.StatusNoContent)
	another, _, err := hold.IdempotencyKey(uuid()).Execute()
	answered(err)
	response, err = client.ReservationsAPI.ReleaseUserIdHold(background, another.HoldId).Execute()
	answered(err)
	equal(response.StatusCode, http.StatusNoContent)

	history, _, err := client.ReservationsAPI.GetUserIdHistory(background).
		UserIdHistoryRequest(*porten.NewUserIdHistoryRequest(userId)).Execute()
	answered(err)
	events := []string{}
	for _, event := range history.Events {
		events = append(events, event.Event)
	}
	equal(events, []string{"held", "claimed", "freed", "held", "released"})
}

func attestations(client *porten.APIClient) {
	witness := porten.NewAttestationWitness(uuid())
	witness.SetBirthDate("1980-02-29")
	witness.SetMitIdSince("2022-01-01")
	witness.SetDocuments([]porten.Document{document(porten.DOCUMENTTYPE_PASSPORT, "DK")})
	request := porten.NewAttestationRequest(*witness, *porten.NewAttestationApplicant(uuid()))

	recorded, _, err := client.AttestationsAPI.RecordAttestation(background).
		IdempotencyKey(uuid()).AttestationRequest(*request).Execute()
	answered(err)
	equal(recorded.Quota.Used, int32(1))
	void, _, err := client.AttestationsAPI.VoidAttestation(background, recorded.AttestationId).
		AttestationVoidRequest(*porten.NewAttestationVoidRequest("a trial")).Execute()
	answered(err)
	equal(void.VoidedAt.IsZero(), false)

	history, _, err := client.AttestationsAPI.GetWitnessHistory(background).
		WitnessHistoryRequest(*porten.NewWitnessHistoryRequest(witness.PersonId)).Execute()
	answered(err)
	equal(history.Attestations[0].GetVoidReason(), "a trial")
	equal(history.Quota.Used, int32(0))
}

func publications(client *porten.APIClient) {
	guidance, _, err := client.GuidanceAPI.ListGuidance(background).AcceptLanguage("en").Execute()
	answered(err)
	topic, _, err := client.GuidanceAPI.GetGuidance(background, guidance.Topics[0].Id).AcceptLanguage("en").Execute()
	answered(err)
	equal(topic.Language, porten.LANGUAGECODE_EN)
	packs, _, err := client.RulesAPI.ListRulePacks(background).Execute()
	answered(err)
	equal(len(packs.RulePacks), 3)
	pack, _, err := client.RulesAPI.GetRulePack(background, "mitid-national").Execute()
	answered(err)
	equal(pack.UserId.Get().MinLength, int32(5))
	codes, _, err := client.RulesAPI.ListReasonCodes(background).Execute()
	answered(err)
	equal(len(codes.ReasonCodes) > 0, true)

	contract, _, err := client.ContractAPI.GetContract(background).Execute()
	begins(contract, err, "openapi: 3.1")
	start, _, err := client.ContractAPI.GetStart(background).Execute()
	begins(start, err, "<!doctype html>")
	docs, _, err := client.ContractAPI.GetDocs(background).Execute()
	begins(docs, err, "<!doctype html>")
	console, _, err := client.ContractAPI.GetConsole(background).Execute()
	begins(console, err, "<!doctype html>")
}

// stream sends lines, for which there is no generated function, and reads them by generated models.
func stream(address string) {
	question, err := json.Marshal(porten.NewUserIdStreamQuestion("sørine!always"))
	answered(err)
	lines := strings.NewReader(string(question) + "\n{\n")
	response, err := http.Post(address+"/v1/user-id-checks/batch", "application/x-ndjson", lines)
	answered(err)
	defer response.Body.Close()
	answers := bufio.NewScanner(response.Body)

	var first porten.UserIdStreamResult
	answers.Scan()
	answered(json.Unmarshal(answers.Bytes(), &first))
	equal(first.Verdict, porten.USERIDVERDICT_AVAILABLE)
	var second porten.UserIdStreamProblem
	answers.Scan()
	answered(json.Unmarshal(answers.Bytes(), &second))
	equal(second.Line, int32(2))
	equal(second.Problem.MalformedJsonProblem.Status, int32(400))
}

func problem(client *porten.APIClient) {
	tooLong := porten.NewUserIdCheckRequest(strings.Repeat("x", 513))
	_, response, err := client.ChecksAPI.CheckUserId(background).UserIdCheckRequest(*tooLong).Execute()

	equal(response.StatusCode, http.StatusBadRequest)
	refused := err.(*porten.GenericOpenAPIError).Model().(porten.BadRequestProblem).InvalidRequestProblem
	equal(refused.Errors[0].Pointer, "/userId")
	equal(refused.Errors[0].Code, "too-long")
}

func document(kind porten.DocumentType, issuer string) porten.Document {
	document := porten.NewDocument(kind)
	document.SetIssuer(issuer)
	document.SetNameMatchesCpr(true)
	document.SetExpiresOn("2099-01-01")
	return *document
}

func uuid() string {
	bytes := make([]byte, 16)
	_, err := rand.Read(bytes)
	answered(err)
	bytes[6], bytes[8] = bytes[6]&0x0f|0x40, bytes[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", bytes[:4], bytes[4:6], bytes[6:8], bytes[8:10], bytes[10:])
}

func begins(file *os.File, err error, start string) {
	answered(err)
	text, err := io.ReadAll(file)
	answered(err)
	equal(strings.HasPrefix(string(text), start), true)
}

func answered(err error) {
	if err != nil {
		panic(err)
	}
}

func equal(actual, expected interface{}) {
	if !reflect.DeepEqual(actual, expected) {
		panic(fmt.Sprintf("%v instead of %v", actual, expected))
	}
}
