using System.Net;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Gateway.Forwarding;

/// <summary>Refuses plans whose nodes are this process's own place for orders: callers would give them.</summary>
/// <remarks>What a plan says literally; where names lead is judged when they are looked up, and again when a connection is opened.</remarks>
internal static class OwnNodes
{
    /// <param name="own">Where this process takes orders.</param>
    /// <exception cref="OwnNodeException">The plan has such a node.</exception>
    public static void Check(PlanModel plan, IReadOnlyCollection<IPEndPoint> own)
    {
        if (own.Count == 0) return;
        foreach (var version in plan.Versions)
        {
            foreach (var node in version.Nodes)
            {
                var url = node.Plan.Url;
                if (IPAddress.TryParse(url.IdnHost, out var literal)
                    && AddressRules.WhyRefused(new IPEndPoint(literal, url.Port), own, plan.Services[version.State.Service].Plan.AddressExceptions) is { } why)
                    throw new OwnNodeException($"{url.GetLeftPart(UriPartial.Authority)}, a node of {version.State.Service}/{version.Name}, is {why}");
            }
        }
    }
}
