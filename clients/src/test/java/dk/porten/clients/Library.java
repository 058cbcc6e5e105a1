package dk.porten.clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.porten.client.ApiClient;

/** What clients of the library {@code native} have in a way of their own. */
final class Library {
  private static final ObjectMapper MAPPER = ApiClient.createDefaultObjectMapper();

  private Library() {}

  /** Makes a client of the gateway at an address. */
  static ApiClient client(String address) {
    var client = new ApiClient();
    client.updateBaseUri(address);
    return client;
  }

  static String write(Object model) throws JsonProcessingException {
    return MAPPER.writeValueAsString(model);
  }

  static <T> T read(String json, Class<T> type) throws JsonProcessingException {
    return MAPPER.readValue(json, type);
  }
}
