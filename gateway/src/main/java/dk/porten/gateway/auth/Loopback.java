package dk.porten.gateway.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The addresses that only this machine reaches. */
public final class Loopback {

  private Loopback() {}

  /** Says whether a host has no other address; asks the machine's resolver. */
  public static boolean isOnly(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
