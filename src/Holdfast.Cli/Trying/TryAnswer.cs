using System.Net.Http.Headers;

namespace Holdfast.Cli.Trying;

/// <summary>What a customer of the shop got.</summary>
/// <param name="Status">0: nothing.</param>
/// <param name="Node">The node that answered; empty: the gateway did.</param>
/// <param name="Trace">By which 'holdfast why' can be asked; empty: an answer as it should be.</param>
/// <param name="IsDegraded">Something answered in the service's place.</param>
internal sealed record TryAnswer(int Status, string Node, string Trace, bool IsDegraded, TimeSpan Took)
{
    /// <summary>From the gateway's memory, without a node.</summary>
    public bool IsCached { get; private init; }

    public bool IsGood => Status is >= 200 and < 400;

    public static TryAnswer Of(HttpResponseMessage answer, TimeSpan took) => new(
        (int)answer.StatusCode, Header(answer.Headers, "X-Shop-Node"), Header(answer.Headers, "Holdfast-Trace-Id"),
        answer.Headers.Contains("Holdfast-Degraded"), took)
    {
        IsCached = Header(answer.Headers, "Cache-Status").Contains("hit", StringComparison.Ordinal),
    };

    private static string Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : "";
}
