namespace Holdfast.Gateway.Forwarding;

/// <summary>A certificate file that a service names cannot be used. The message says which and why.</summary>
public sealed class UpstreamTlsException(string message, Exception inner) : Exception(message, inner);
