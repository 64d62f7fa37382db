using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Principles.Balancing;

/// <summary>What is told of nodes that lose their traffic and get it back.</summary>
internal static class BalancingSignals
{
    private const string Slice = "balancing";

    public static void Ejected(SignalLog log, VersionModel version, NodeModel node, TimeSpan time, string why) =>
        log.Publish(Slice, "node-ejected", Subject(version),
            $"{node.Address} is ejected for {time.TotalSeconds:0.#} s: {why}");

    public static void Returned(SignalLog log, VersionModel version, NodeModel node, string why) =>
        log.Publish(Slice, "node-returned", Subject(version), $"{node.Address} gets traffic again: {why}");

    public static void ReturnedAsLast(SignalLog log, VersionModel version, IReadOnlyList<NodeModel> nodes)
    {
        foreach (var node in nodes)
            log.Publish(Slice, "node-returned", Subject(version),
                $"{node.Address} gets traffic again before its time: no other node of the version is left");
    }

    public static void ProbeFails(SignalLog log, VersionModel version, NodeModel node, string why) =>
        log.Publish(Slice, "probe-fails", Subject(version), $"{node.Address} gets no traffic: {why}");

    public static void ProbePasses(SignalLog log, VersionModel version, NodeModel node) =>
        log.Publish(Slice, "probe-passes", Subject(version), $"{node.Address} answers its probe again");

    public static void PanicEntered(SignalLog log, VersionState version, int usable, int nodes) =>
        log.Publish(Slice, "panic-entered", Subject(version),
            $"{usable} of {nodes} nodes are usable: calls are spread over all of them, the withheld ones too");

    public static void PanicLeft(SignalLog log, VersionState version, int usable, int nodes, TimeSpan over) =>
        log.Publish(Slice, "panic-left", Subject(version),
            $"{usable} of {nodes} nodes are usable: calls go to them alone again, more and more of them over {over.TotalSeconds:0.###} s");

    private static string Subject(VersionState version) => $"services.{version.Service}.versions.{version.Name}";

    private static string Subject(VersionModel version) => $"services.{version.Service}.versions.{version.Name}";
}
