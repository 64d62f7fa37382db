using System.Runtime.InteropServices;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>How many nodes of a version are bad, each judged by itself.</summary>
internal static class BreakerQuorum
{
    /// <summary>Attempts on one node that say something of it, where the plan asks for more of the version.</summary>
    private const int NodeCallsMin = 5;

    private const double Seconds = 10;

    /// <summary>Notes what an attempt says of its node.</summary>
    public static void Add(NodeModel node, BreakerSite site, BreakerSite.EvidenceOf evidence, long now) =>
        Window(node.State, site, now).Add(evidence.Failed, evidence.Slow, now);

    /// <summary>Share of the nodes that are bad. Those that nobody may be sent to for other reasons than their health have no say.</summary>
    public static double Share(VersionModel version, BreakerPlan plan, BreakerEra era, long now, long frequency)
    {
        var hanging = new Dictionary<NodeState, int>();
        if (plan.Slow is not null) era.Flights?.Count(now, era.Longest, node => CollectionsMarshal.GetValueRefOrAddDefault(hanging, node, out _)++);
        var (bad, all) = (0, 0);
        foreach (var node in version.Nodes)
        {
            var withheld = node.State.Withheld;
            if ((withheld & ~Withheld.Health) != Withheld.None) continue;
            all++;
            if (withheld != Withheld.None || IsBad(node.State, plan, hanging.GetValueOrDefault(node.State), now)) bad++;
        }

        return all == 0 ? 0 : (double)bad / all;
    }

    private static bool IsBad(NodeState node, BreakerPlan plan, int hanging, long now)
    {
        var window = node.Own(static () => new BreakerNode()).Latest?.Read(now) ?? default;
        var alone = plan with { ConsecutiveFailures = null, Hanging = plan.Hanging is null ? null : 1 };
        return BreakerMachine.Judge(alone, new BreakerReading(window, hanging), Math.Min(NodeCallsMin, plan.CallsMin)).Name is not null;
    }

    private static EvidenceWindow Window(NodeState state, BreakerSite site, long now)
    {
        // A number of calls is one of the version's; of a node, time says how far back.
        var time = site.Plan.Window.Time > TimeSpan.Zero ? site.Plan.Window.Time : TimeSpan.FromSeconds(Seconds);
        return state.Own(static () => new BreakerNode()).Window(time, now, site.Frequency);
    }
}
