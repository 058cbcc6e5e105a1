#!/usr/bin/env bash
# OpenAPI Generator 7.25.0 (-g python): `if` and `allOf` of OpenAPI 3.1 take `null` and the type away from members beside them
#
# Three schemas that say nothing but "if kind is a, then …" next to ordinary properties lose what these properties said:
# - `route: [string, "null"]` becomes StrictStr, required and not nullable, once an `allOf` with `if` and `then` stands beside
#   it, so the client refuses the `null` that the document allows; without the `allOf` it is Optional[StrictStr];
# - `inner`, a oneOf of a schema and "null", becomes Optional[Any] once that schema has an `if`; without it, Optional[Inner];
# - `To`, whose oneOf holds nothing but `required`, gets a from_dict that passes none of its members on.
# The same conditions under `dependentSchemas` of a member that is always present leave the types alone.
#
# Seen: with conditions:    route: StrictStr inner: Optional[Any] To: 0 members
#       without conditions: route: Optional[StrictStr] inner: Optional[Inner] To: 3 members
# Needs Java 11 or newer and Maven.
set -u
version=7.25.0
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place" || exit 1
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -DoutputDirectory="$place" \
  -Dartifact=org.openapitools:openapi-generator-cli:$version || exit 1

document() { # document NAME ALL IF ONE: with the lines that state conditions, or with none of them
  cat >"$1.yaml" <<YAML
openapi: 3.1.0
info: {title: ways, version: "1"}
paths:
  /way:
    get:
      operationId: getWay
      responses:
        "200":
          description: one
          content: {application/json: {schema: {\$ref: "#/components/schemas/Way"}}}
components:
  schemas:
    Way:
      type: object
      required: [kind, route]
      properties: {kind: {type: string}, route: {type: [string, "null"]}, to: {\$ref: "#/components/schemas/To"}}
$2
    Holder:
      type: object
      required: [inner]
      properties: {inner: {oneOf: [{\$ref: "#/components/schemas/Inner"}, {type: "null"}]}}
    Inner:
      type: object
      required: [kind]
      properties: {kind: {type: string}, more: {type: string}}
$3
    To:
      type: object
      required: [kind]
      properties: {kind: {type: string}, one: {type: string}, two: {type: string}}
$4
YAML
}
document without "" "" ""
document with '      allOf: [{if: {properties: {kind: {const: a}}}, then: {properties: {route: {type: string}}}}]' \
  '      if: {properties: {kind: {const: a}}}
      then: {required: [more], properties: {more: {}}}' \
  '      oneOf: [{required: [one]}, {required: [two]}]'

types() { # types NAME: what the members became, and how many of them from_dict passes on
  java -jar openapi-generator-cli-$version.jar generate -g python -i "$1.yaml" -o "$1" >"$1.log" 2>&1 || exit 1
  local models=$1/openapi_client/models
  grep -ohE '^    (route|inner): (Optional\[[A-Za-z]+\]|[A-Za-z]+)' "$models"/{way,holder}.py | tr -s ' \n' ' '
  echo "To: $(grep -c 'obj.get(' "$models/to.py") members"
}
with=$(types with)
without=$(types without)
echo "with conditions:   $with"
echo "without conditions:$without"
[ "$with" = " route: StrictStr inner: Optional[Any] To: 0 members" ] &&
  [ "$without" = " route: Optional[StrictStr] inner: Optional[Inner] To: 3 members" ]
