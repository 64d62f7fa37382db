using Holdfast.Testing.Faults;

namespace Holdfast.Testing.Node;

/// <summary>The sickness in force, and what ends when it is turned.</summary>
internal sealed class SicknessSwitch(TimeProvider clock) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(20_260_301);
    private Setting _setting = new(NodeSickness.Healthy, new CancellationTokenSource(), new WorkSlots(1, TimeSpan.Zero, clock));
    private int _broken;

    private sealed record Setting(NodeSickness Sickness, CancellationTokenSource Ends, WorkSlots Slots);

    /// <summary>What one request is to suffer from, and what is cancelled when that sickness ends.</summary>
    public (NodeSickness Sickness, CancellationToken Ends) Draw()
    {
        lock (_lock)
        {
            var sickness = _setting.Sickness;
            return (_random.NextDouble() < sickness.Share ? sickness : NodeSickness.Healthy, _setting.Ends.Token);
        }
    }

    /// <summary>Of the sickness in force.</summary>
    public WorkSlots Slots
    {
        get
        {
            lock (_lock) return _setting.Slots;
        }
    }

    /// <summary>By turns, so that both ways of framing are broken off equally often.</summary>
    public bool NextIsChunked() => (Interlocked.Increment(ref _broken) & 1) == 0;

    public void Turn(NodeSickness sickness)
    {
        Setting before;
        lock (_lock)
        {
            before = _setting;
            _setting = new Setting(sickness, new CancellationTokenSource(), new WorkSlots(sickness.Slots, sickness.Delay, clock));
        }

        before.Ends.Cancel();
        before.Ends.Dispose();
    }

    public void Dispose() => _setting.Ends.Dispose();
}
