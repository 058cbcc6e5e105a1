package dk.porten.gateway.auth;

/** What a request's {@code Authorization} tells: who calls, or why that is not known. */
public sealed interface Identity permits KnownCaller, TokenRefusal {}
