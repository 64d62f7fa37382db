namespace Holdfast.Core.Queue;

/// <summary>A request as it is to be sent, without its body and without credentials.</summary>
/// <param name="Target">Path and query, as they are forwarded.</param>
/// <param name="Client">Address of who has sent it; empty: not known.</param>
/// <param name="Headers">In order; a name may come more than once.</param>
public sealed record OperationRequest(string Method, string Scheme, string Target, string Client, IReadOnlyList<KeyValuePair<string, string>> Headers);
