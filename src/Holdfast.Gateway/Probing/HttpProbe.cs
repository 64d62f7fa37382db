using System.Text;
using System.Text.RegularExpressions;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Balancing.Probing;
using Holdfast.Gateway.Forwarding;

namespace Holdfast.Gateway.Probing;

/// <summary>An HTTP request, judged by its status and, where the plan asks for it, by the beginning of its body.</summary>
internal static class HttpProbe
{
    public static async ValueTask<string?> AskAsync(
        UpstreamClient client, UpstreamProtocol protocol, NodeModel node, ProbePlan plan, CancellationToken cancellation)
    {
        using var request = Request(protocol, node, plan);
        using var answer = await client.Probes.SendAsync(request, cancellation);
        if (!plan.Expect.Contains((int)answer.StatusCode)) return $"status {(int)answer.StatusCode}";
        return plan.Contains is null && plan.Matches is null ? null : JudgeBody(plan, await ProbeBody.ReadAsync(answer, cancellation));
    }

    private static HttpRequestMessage Request(UpstreamProtocol protocol, NodeModel node, ProbePlan plan)
    {
        var versions = UpstreamVersions.For(protocol);
        var request = new HttpRequestMessage(HttpMethod.Parse(plan.Method), node.Url + plan.Path)
        {
            Version = versions.Version!,
            VersionPolicy = versions.VersionPolicy!.Value,
        };
        if (!plan.Headers.ContainsKey("User-Agent")) request.Headers.TryAddWithoutValidation("User-Agent", "holdfast-probe");
        foreach (var (name, value) in plan.Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (plan.Host is not null) request.Headers.Host = plan.Host;
        return request;
    }

    /// <summary>What the body holds is not said: it would be the node's words in our log.</summary>
    private static string? JudgeBody(ProbePlan plan, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        if (plan.Contains is { } part && !text.Contains(part, StringComparison.Ordinal)) return "the answer lacks the text of 'contains'";
        try
        {
            return plan.Pattern is { } pattern && !pattern.IsMatch(text) ? "the answer does not match 'matches'" : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return "the answer takes too long to match";
        }
    }
}
