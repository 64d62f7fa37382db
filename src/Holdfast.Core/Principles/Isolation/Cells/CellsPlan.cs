using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Isolation.Cells;

/// <summary><c>cells</c> of a service: which part of its nodes the calls of a key may use, so that one key can harm no more than that.</summary>
public sealed record CellsPlan
{
    public static readonly Field<KeyPlan> ByField = new(
        "by", Shapes.Key, "Whose calls stay together: a tenant, a user. Calls with the same value use the same nodes, in every gateway.")
    {
        Required = true,
    };

    public static readonly Field<IReadOnlyDictionary<string, string>> PinsField = new(
        "pins", Shapes.Map("key", Shapes.Text("key"), Shapes.Name("cell"), comparer: StringComparer.Ordinal),
        "Keys whose cell is chosen by hand; the parts of a key are joined by '|'.")
    {
        Default = new Dictionary<string, string>(),
        Because = "A tenant that is as large as all others together needs a cell of its own.",
    };

    public static readonly Field<ShardsPlan?> ShardsField = new(
        "shards", Shapes.NoneOrObject(ShardsPlan.Section), "Each key gets so many of the nodes, of its cell where there are cells: shuffle sharding. none: all of them.")
    {
        Because = "None unless asked for: fewer nodes for a key are fewer that can answer it.",
    };

    public static readonly Field<WhenLost> WhenLostField = new(
        "when-lost", Shapes.Choice(("try", WhenLost.Try), ("refuse", WhenLost.Refuse), ("any", WhenLost.Any)),
        "When no node that a key may use is usable. try: those of them that are withheld for their health are tried all the same. refuse: its calls are refused. any: its calls go to the other nodes.")
    {
        Default = WhenLost.Try,
        Because = "An answer that may fail is better than a refusal that is certain, and nobody else is harmed. With 'any' a key that breaks its nodes goes on to break the others.",
    };

    public static readonly Field<WithoutKey> WithoutKeyField = new(
        "without-key", Shapes.Choice(("any", WithoutKey.Any), ("as-one", WithoutKey.AsOne), ("refuse", WithoutKey.Refuse)),
        "Calls that lack the key. any: they go to all nodes. as-one: they share the nodes of one key. refuse: they are refused.")
    {
        Default = WithoutKey.Any,
        Because = "Nothing is known of them by which they could be kept apart, and together they may be more than one cell can carry. Where callers choose whether they send the key, take another.",
    };

    public static readonly Section<CellsPlan> Section = new("cells", values => new CellsPlan
    {
        By = values.Get(ByField),
        Pins = values.Get(PinsField),
        Shards = values.Get(ShardsField),
        WhenLost = values.Get(WhenLostField),
        WithoutKey = values.Get(WithoutKeyField),
    })
    {
        { ByField, plan => plan.By },
        { PinsField, plan => plan.Pins },
        { ShardsField, plan => plan.Shards },
        { WhenLostField, plan => plan.WhenLost },
        { WithoutKeyField, plan => plan.WithoutKey },
    };

    public static readonly Field<CellsPlan?> Field = new(
        "cells", Shapes.NoneOrObject(Section), "Which part of the nodes the calls of a key may use, so that one key can harm no more than that.")
    {
        Because = "None unless asked for: only the plan knows whose calls are to be kept apart.",
    };

    public required KeyPlan By { get; init; }

    /// <summary>Names of cells by key.</summary>
    public required IReadOnlyDictionary<string, string> Pins { get; init; }

    /// <summary>Null: a key may use all nodes of its cell.</summary>
    public required ShardsPlan? Shards { get; init; }

    public required WhenLost WhenLost { get; init; }

    public required WithoutKey WithoutKey { get; init; }
}
