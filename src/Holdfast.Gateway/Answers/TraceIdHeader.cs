namespace Holdfast.Gateway.Answers;

/// <summary>
/// By what it says <c>holdfast why</c> finds the call: with every refusal, also where no body tells of it (HEAD, gRPC), with
/// what is not the service's own answer, and with answers of the service that say it failed.
/// </summary>
internal static class TraceIdHeader
{
    public const string Name = "Holdfast-Trace-Id";
}
