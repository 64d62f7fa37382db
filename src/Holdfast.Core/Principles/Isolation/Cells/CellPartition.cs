using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Isolation.Cells;

/// <summary>Keeps the calls of a key to its cell, and to its shard of it. Compiled for one version and one revision.</summary>
public sealed class CellPartition : NodePartition
{
    private const string Left = "left-cell";

    private readonly CellsPlan _plan;
    private readonly KeyReader _reader;
    private readonly CellsCounts _counts;
    private readonly CellMap? _cells;
    private readonly Candidates[] _whole;
    private readonly ShardMap[] _shards;
    private readonly Refusal _lost;
    private readonly Refusal _noKey;
    private readonly string _rule;

    /// <param name="nodes">Of the version; at least one.</param>
    /// <param name="make">Candidates of some of them.</param>
    internal CellPartition(CellsPlan plan, string service, IReadOnlyList<NodeModel> nodes, CellsCounts counts, MakePart make)
    {
        _plan = plan;
        _counts = counts;
        _reader = new KeyReader(plan.By);
        _rule = $"services.{service}.cells";
        _lost = new Refusal(CellsErrors.Lost, "cell-lost", Position.Balance, _rule);
        _noKey = new Refusal(CellsErrors.NoKey, "no-cell-key", Position.Balance, $"{_rule}.without-key");

        var byCell = nodes.GroupBy(static node => node.Plan.Cell, StringComparer.Ordinal).OrderBy(static cell => cell.Key, StringComparer.Ordinal).ToList();
        Names = [.. byCell.Select(static cell => cell.Key)];
        _cells = Names.Count > 1 ? new CellMap(Names, plan.Pins, _reader) : null;
        var tries = plan.WhenLost == WhenLost.Try;
        _whole = plan.Shards is null ? [.. byCell.Select(cell => make([.. cell], new PartShape(tries, IsOneOfMany: false)))] : [];
        _shards = plan.Shards is { } shards
            ? [.. byCell.Select(cell => new ShardMap([.. cell], shards.Nodes, some => make(some, new PartShape(tries, IsOneOfMany: true))))]
            : [];
    }

    /// <summary>Of the cells, in order; one that is empty where there are shards alone.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>By the index of their cell; empty where keys may use all nodes of their cell.</summary>
    internal IReadOnlyList<ShardMap> Shards => _shards;

    public override IEnumerable<Candidates> Parts => _whole.Concat(_shards.SelectMany(static map => map.Made));

    public override Verdict Enter(Call call, out Candidates? part)
    {
        part = null;
        if (_reader.TryHash(call, HashSeed.Stable, out var hash)) part = Of(hash);
        else if (_plan.WithoutKey == WithoutKey.AsOne) part = Of(0);
        if (part is not null || _plan.WithoutKey == WithoutKey.Any) return Verdict.Pass;
        _counts.Add(CellsEvent.NoKey);
        return new Verdict(_noKey, Measured: new Measure("key-parts", _reader.CountParts(call), _plan.By.Parts.Count));
    }

    public override bool MayLeave(Call call, Candidates part)
    {
        if (_plan.WhenLost != WhenLost.Any || !part.IsLost) return false;
        _counts.Add(CellsEvent.Left);
        call.Record(Position.Balance, Left, _rule, measured: new Measure("usable-nodes", 0, part.Nodes.Count));
        return true;
    }

    public override Refusal? Lost(Candidates part)
    {
        if (!part.IsLost) return null;
        _counts.Add(CellsEvent.Lost);
        return _lost;
    }

    /// <summary>The nodes of a key.</summary>
    /// <param name="hash">By the stable seed; 0 for calls without one.</param>
    internal Candidates Of(ulong hash)
    {
        var cell = _cells?.Of(hash) ?? 0;
        return _shards.Length > 0 ? _shards[cell].Of(hash) : _whole[cell];
    }
}
