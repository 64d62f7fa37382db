using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Limits.Protection;

/// <summary>Looks ten times a second at what the process has to do, while the plan has it protected.</summary>
internal sealed class ProtectionAgent : IAgent
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    /// <summary>A full collection now and then may give memory back; one after the other would be the overload.</summary>
    private static readonly TimeSpan RelieveEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _ticking = new();
    private readonly AgentContext _context;
    private readonly IProcessGauges? _gauges;
    private readonly ITimer _timer;
    private ProtectionSite? _site;
    private long? _relievedAt;

    public ProtectionAgent(AgentContext context)
    {
        (_context, _gauges) = (context, context.Process);
        _timer = context.Time.CreateTimer(static self => ((ProtectionAgent)self!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private ProtectionState State => ProtectionSlice.State(_context.Compile);

    public void Apply(PlanModel plan)
    {
        var asked = _gauges is null ? null : plan.Plan.Sections.Get(ProtectionPlan.Field);
        var before = Interlocked.Exchange(ref _site, asked is null ? null : new ProtectionSite(asked, _context.Compile));
        if (before is null == asked is null) return;
        _timer.Change(asked is null ? Timeout.InfiniteTimeSpan : Every, Every);
        if (asked is null)
            lock (_ticking) State.Rest();
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Tick()
    {
        // A tick that the machine held up may meet the next one.
        if (!_ticking.TryEnter()) return;
        try
        {
            if (Volatile.Read(ref _site) is not { } site) return;
            var reading = _gauges!.Read();
            State.Look(site, reading, _context.Time.GetTimestamp());
            if (State.Machine.Seen is { Excess: > 0, Cause: ProtectionCause.Memory }) Relieve();
        }
        finally
        {
            _ticking.Exit();
        }
    }

    private void Relieve()
    {
        if (_relievedAt is { } at && _context.Time.GetElapsedTime(at) < RelieveEvery) return;
        _gauges!.Relieve();
        _relievedAt = _context.Time.GetTimestamp();
    }
}
