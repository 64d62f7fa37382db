using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>Sends a caller to the node that its cookie names, while that may be used; all others as the policy picks.</summary>
public sealed class StickyPicker(StickyPlan plan, NodePicker policy, IRandomSource random) : NodePicker
{
    private const int IdBytes = 12;

    /// <summary>Longer values are not ours.</summary>
    private const int IdLength = IdBytes * 2;

    private NodeCookies? _nodes;

    public override object? Prepare(CandidateGroup group) => policy.Prepare(group);

    public override double Readiness(NodeModel node) => policy.Readiness(node);

    public override TimeSpan UntilUsable(VersionModel version, Call call) => policy.UntilUsable(version, call);

    public override NodeModel? Pick(VersionModel version, Call call)
    {
        if (call.TryGetCookie(plan.Cookie, out var value) && value.Length == IdLength
            && Of(version).ById.TryGetValue(value, out var node)
            && Spread(node, version, call) is var kept
            && version.CandidatesOf(call).Current.Admits(kept.State) && (call.Part is null || call.Part.Has(kept.State)) && !call.Tried.Contains(kept.State)) return kept;
        return policy.Pick(version, call);
    }

    public override string? CookieFor(VersionModel version, Call call, NodeModel node)
    {
        var nodes = Of(version);
        if (call.TryGetCookie(plan.Cookie, out var value) && (value == nodes.Ids[node.Index] || (call.SpreadOver > 1 && nodes.ById.ContainsKey(value)))) return null;
        return call.IsSecure ? nodes.Secure[node.Index] : nodes.Plain[node.Index];
    }

    /// <summary>
    /// The same in every gateway with the same plan, and no address. It is no secret: a caller who guesses another node's
    /// id gets to a node that balancing might have sent it to anyway.
    /// </summary>
    private string IdOf(VersionModel version, NodeModel node) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes($"{version.Service}/{plan.Cookie}"), Encoding.UTF8.GetBytes(node.Address)).AsSpan(0, IdBytes));

    /// <summary>Calls for a hot key go to the caller's own node and those after it, in the plan's order, so that they are the same each time.</summary>
    private NodeModel Spread(NodeModel own, VersionModel version, Call call) => call.SpreadOver < 2
        ? own
        : version.Nodes[(own.Index + random.Next(Math.Min(call.SpreadOver, version.Nodes.Count))) % version.Nodes.Count];

    /// <summary>A picker belongs to one version, which is known when it is first asked.</summary>
    private NodeCookies Of(VersionModel version)
    {
        if (Volatile.Read(ref _nodes) is { } known) return known;
        var ids = version.Nodes.Select(node => IdOf(version, node)).ToArray();
        var age = plan.For is { } time ? string.Create(CultureInfo.InvariantCulture, $"; Max-Age={(long)time.TotalSeconds}") : "";
        var plain = Array.ConvertAll(ids, id => $"{plan.Cookie}={id}{age}; Path=/; HttpOnly; SameSite=Lax");
        var nodes = new NodeCookies(
            ids, plain, Array.ConvertAll(plain, static text => $"{text}; Secure"),
            ids.Zip(version.Nodes).ToFrozenDictionary(static pair => pair.First, static pair => pair.Second, StringComparer.Ordinal));
        Volatile.Write(ref _nodes, nodes);
        return nodes;
    }

    /// <summary>By the index of a node: its id, and the header that sets it.</summary>
    private sealed record NodeCookies(string[] Ids, string[] Plain, string[] Secure, FrozenDictionary<string, NodeModel> ById);
}
