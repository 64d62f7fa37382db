using System.Text.Json;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Faults;

namespace Holdfast.Faults.Tests;

/// <summary>What holds for every call through every fault.</summary>
internal static class ShownCalls
{
    /// <summary>No GET failed; where bodies break off, what was broken was seen as broken.</summary>
    public static void ShowNoneFailed(FaultReport report)
    {
        report.Healthy.Failed.ShouldBeEmpty($"before the fault: {report.Healthy}");
        report.Whole.Failed.ShouldBeEmpty($"with the fault: {report.Whole}");
        if (!report.Fault.BreaksBodies)
            report.Whole.Broken.ShouldBeEmpty($"bodies broke off: {report.Whole}");
    }

    /// <summary>No POST reached two nodes, or one twice.</summary>
    public static void ShowNoPostWasRepeated(FaultReport report) =>
        report.RepeatedPosts.ShouldBeEmpty("requests with no idempotency key that were tried again after a node had them");

    /// <summary>Each POST that failed says why: it carries a node's own answer, or a problem with the decision in it, or was seen to break off.</summary>
    public static void ShowFailedPostsSayWhy(FaultReport report) => report.Posts.Failed
        .Where(post => !post.IsBroken && post.Version is null && Decision(post) is null)
        .ShouldBeEmpty();

    private static string? Decision(LoadedRequest post)
    {
        try
        {
            return JsonDocument.Parse(post.Problem).RootElement.GetProperty("decision").GetString();
        }
        catch (Exception none) when (none is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
