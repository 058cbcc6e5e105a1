package dk.porten.clients;

import dk.porten.client.ApiClient;
import dk.porten.client.JSON;

/** What clients of the library {@code okhttp-gson} have in a way of their own. */
final class Library {
  private Library() {}

  /** Makes a client of the gateway at an address. */
  static ApiClient client(String address) {
    return new ApiClient().setBasePath(address);
  }

  static String write(Object model) {
    return JSON.serialize(model);
  }

  static <T> T read(String json, Class<T> type) {
    return JSON.deserialize(json, type);
  }
}
