namespace Holdfast.Gateway.Forwarding;

/// <summary>A plan names, as a node, the address where this process takes orders. The message says which.</summary>
public sealed class OwnNodeException(string message) : Exception(message);
