#!/usr/bin/env bash
# OpenAPI Generator 7.25.0: `const` behind a discriminator, inherited by one schema and written out by the other, ends -g java
#
# In OpenAPI 3.1 a schema says which value its discriminator property has by `const`. Two schemas of one mapping do so here: Cat
# narrows by allOf the property of a schema that it extends, Dog has a property of its own. The Java generator ends with "Could not
# process model" and a NullPointerException (the property has no list of allowed values). The Python generator makes its client of
# the same document, and so does Java with `enum: [cat]` in place of `const: cat`, or with a property that is not named `type`. Both
# schemas are plain JSON Schema 2020-12.
#
# Seen: java const: 1, NullPointerException; python const: 0; java enum: 0
# Needs Java 11 or newer and Maven.
set -u
version=7.25.0
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place" || exit 1
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -DoutputDirectory="$place" \
  -Dartifact=org.openapitools:openapi-generator-cli:$version || exit 1

document() { # document WAY END: the document, with the discriminator's values told in that way
  cat <<YAML
openapi: 3.1.0
info: {title: animals, version: "1"}
paths:
  /animal:
    get:
      operationId: getAnimal
      responses:
        "200":
          description: one
          content: {application/json: {schema: {\$ref: "#/components/schemas/Animal"}}}
components:
  schemas:
    Animal:
      oneOf:
        - \$ref: "#/components/schemas/Cat"
        - \$ref: "#/components/schemas/Dog"
      discriminator:
        propertyName: type
        mapping: {cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog"}
    Being:
      type: object
      required: [type]
      properties: {type: {type: string}}
    Cat:
      allOf:
        - \$ref: "#/components/schemas/Being"
        - properties: {type: {$1 cat$2}}
    Dog:
      type: object
      required: [type]
      properties: {type: {type: string, $1 dog$2}}
YAML
}

document "const:" "" >const.yaml
document "enum: [" "]" >enum.yaml
generate() {
  java -jar openapi-generator-cli-$version.jar generate -g "$1" -i "$2.yaml" -o "$1-$2" >"$1-$2.log" 2>&1
  echo $?
}
java_const=$(generate java const)
fails=$(grep -c '^Caused by: java.lang.NullPointerException' java-const.log)
python_const=$(generate python const)
java_enum=$(generate java enum)
echo "java const: $java_const, NullPointerException: $fails; python const: $python_const; java enum: $java_enum"
[ "$java_const" != 0 ] && [ "$fails" -ge 1 ] && [ "$python_const" = 0 ] && [ "$java_enum" = 0 ]
