using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Telemetry;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Why a node that fails calls is not ejected, in words for an operator.</summary>
/// <remarks>It asks anew what the ejection would ask: nothing needs to be kept while calls are made.</remarks>
internal static class EjectReprieve
{
    /// <param name="plan">Null: no node is ejected.</param>
    /// <param name="failureRatio">Of a node over the window of the report; null where it had no attempts.</param>
    /// <param name="now">By the wall clock.</param>
    public static string Of(VersionModel version, NodeModel node, EjectPlan? plan, Func<NodeModel, double?> failureRatio, DateTimeOffset now)
    {
        if (plan is null) return "not ejected: 'eject' is none";
        var usable = version.Nodes.Count(static other => other.State.IsUsable);
        var ejected = version.Nodes.Count(static other => (other.State.Withheld & Withheld.Ejected) != Withheld.None);
        if (version.Nodes.Count == 1) return "the only node, therefore not ejected";
        if (usable <= 1) return "last usable node, therefore not ejected";
        if (!EjectCap.MayEject(version.Nodes.Count, usable, ejected, plan.AtMost))
            return ejected == 0 ? $"a cap of {Percent(plan.AtMost)} lets no node be ejected" : $"the cap of {Percent(plan.AtMost)} is reached";
        if (WasJustBack(node, now)) return "just put back; the window still holds what it failed before";

        var others = version.Nodes.Where(other => other != node && other.State.IsUsable).Select(failureRatio).OfType<double>().ToArray();
        if (others.Length > 0 && others.All(static ratio => ratio >= StatusReport.FailingRatio)) return "all nodes fail alike";
        return plan.FailureRatio switch
        {
            null => "not ejected: failure ratios are not compared",
            { } least when failureRatio(node) < least => $"not ejected: fails less than {Percent(least)}",
            _ => "not ejected yet: too few attempts to rule out chance",
        };
    }

    private static bool WasJustBack(NodeModel node, DateTimeOffset now) =>
        BalancingSlice.Eject(node.State).Machine.Ejections > 0
        && now - node.State.Availability.Since < TimeSpan.FromSeconds(StatusSampler.WindowSeconds);

    private static string Percent(double ratio) => $"{ratio * 100:0.#}%";
}
