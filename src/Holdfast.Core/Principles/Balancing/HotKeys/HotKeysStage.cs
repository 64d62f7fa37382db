using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>Says of every call whether it asks for what very many ask for.</summary>
public sealed class HotKeysStage : InboundStage
{
    private readonly HotWatch _watch;

    internal HotKeysStage(HotWatch watch, HotKeysState state)
    {
        _watch = watch;
        State = state;
    }

    public override Position Position => Position.HotKeys;

    internal HotKeysState State { get; }

    internal HotWatch Watch => _watch;

    public override bool TryEnter(Call call)
    {
        if (_watch.TryHash(call, out var hash) && State.See(hash, call.Started, _watch, (_watch, call), static from => from._watch.Text(from.call)) is { } key) Mark(call, key);
        return true;
    }

    public override ValueTask<Verdict> EnterAsync(Call call) => new(Verdict.Pass);

    private void Mark(Call call, HotKey key)
    {
        call.IsHot = true;
        call.SpreadOver = _watch.Plan.Spread ?? 0;
        call.Record(Position.HotKeys, "hot-key", _watch.Rule, measured: key.Measured(_watch.Plan));
    }
}
