using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Isolation;

/// <summary><c>connections</c> of a service: how many there may be to one node, and how long calls wait for one.</summary>
public sealed record ConnectionsPlan
{
    public static readonly Field<int> PerNodeField = new(
        "per-node", Shapes.Count(1, PoolFields.CallsMax, "connections"), "Connections to one node. A node without a free one is passed over for another.")
    {
        Required = true,
    };

    public static readonly Field<int> StreamsField = new(
        "streams", Shapes.Count(1, 10_000, "calls"), "With 'protocol: http2': calls on one connection at once. Else a connection carries one call.")
    {
        Default = 100,
        Because = "What RFC 9113 asks servers to allow at least. More than a node allows would wait unseen.",
    };

    public static readonly Field<int> QueueField = new(
        "queue", Shapes.Count(0, PoolFields.QueueMax, "calls"), "Calls that wait for a connection at once. One more is refused.")
    {
        Default = 1_000,
    };

    public static readonly Field<TimeSpan> WaitField = new(
        "wait", Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)), "Longest wait for a connection; the call's deadline ends it too.")
    {
        Default = TimeSpan.FromSeconds(1),
        Because = "Who has not got one after a second would hardly be answered in time.",
    };

    public static readonly Section<ConnectionsPlan> Section = new("connections", Make, shorthand: PerNodeField)
    {
        { PerNodeField, plan => plan.PerNode },
        { StreamsField, plan => plan.Streams },
        { QueueField, plan => plan.QueueMax },
        { WaitField, plan => plan.Wait },
    };

    public static readonly Field<ConnectionsPlan?> Field = new(
        "connections", Shapes.NoneOrObject(Section), "Connections to one node, and the wait for one. 'connections: 20' stands for 'connections: { per-node: 20 }'.")
    {
        Because = "None unless asked for: a limit that is too low makes calls wait for each other.",
    };

    public required int PerNode { get; init; }

    /// <summary>Calls on one connection, where it carries several.</summary>
    public required int Streams { get; init; }

    public required int QueueMax { get; init; }

    public required TimeSpan Wait { get; init; }

    /// <summary>Calls that the connections to one node carry at once.</summary>
    public int CallsPerNode(UpstreamProtocol protocol) =>
        protocol == UpstreamProtocol.Http2 ? (int)Math.Min(PoolFields.CallsMax, (long)PerNode * Streams) : PerNode;

    private static ConnectionsPlan Make(string key, FieldValues values) => new()
    {
        PerNode = values.Get(PerNodeField),
        Streams = values.Get(StreamsField),
        QueueMax = values.Get(QueueField),
        Wait = values.Get(WaitField),
    };
}
