using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Principles.Limits.Overload.Shedding;

namespace Holdfast.Core.Principles.Limits.Protection;

/// <summary>The protection of the process, across revisions and for all interfaces: what was seen, and who is not let in.</summary>
internal sealed class ProtectionState(IRandomSource random, long frequency)
{
    private readonly Striped _passed = new(1);
    private readonly Striped _refused = new((int)Criticality.Sheddable + 1);
    private StrongBox _now = new(new ProtectionMachine(), default);
    private long _passedBefore;
    private long _looked;

    public ShedLevel Level { get; } = new(random, frequency);

    public ProtectionMachine Machine => Volatile.Read(ref _now).Machine;

    /// <summary>The last.</summary>
    public ProcessReading Newest => Volatile.Read(ref _now).Newest;

    public long Refused(Criticality criticality)
    {
        Span<long> totals = stackalloc long[_refused.Counters];
        _refused.ReadInto(totals);
        return totals[(int)criticality];
    }

    public bool Admits(ProtectionSite site, Call call) => Admits(Level.IsOn ? site.Turns.Place(call) : 0);

    /// <param name="place">Of no meaning while nobody is held back.</param>
    public bool Admits(int place)
    {
        if (!Level.Passes(place))
        {
            _refused.Add((int)ShedRank.CriticalityOf(place));
            return false;
        }

        _passed.Add(0);
        return true;
    }

    /// <summary>What there is too little of, as the last look found it.</summary>
    public Measure Measure(ProtectionPlan plan)
    {
        var now = Volatile.Read(ref _now);
        return now.Machine.Strain.Cause switch
        {
            ProtectionCause.Memory => new("memory", now.Newest.Memory ?? 0, plan.Memory ?? 0),
            ProtectionCause.Cpu => new("cpu", now.Machine.Cpu ?? 0, plan.Cpu ?? 0),
            _ => new("queue_wait_ms", now.Newest.QueueWait.TotalMilliseconds, plan.QueueWait?.TotalMilliseconds ?? 0),
        };
    }

    /// <summary>By one thread at a time.</summary>
    public void Look(ProtectionSite site, in ProcessReading process, long now)
    {
        Span<long> passed = [0];
        _passed.ReadInto(passed);
        var machine = _looked == 0 ? Machine : Machine.Next(site.Plan, new(process, passed[0] - _passedBefore, (double)(now - _looked) / frequency));
        (_looked, _passedBefore) = (now, passed[0]);
        Volatile.Write(ref _now, new StrongBox(machine, process));
        if (machine.Rate is not { } rate) return;
        if (!Level.IsOn && Level.Overrun(0, now)) ProtectionSignals.Began(site, this);
        if (!Level.Hold(rate, machine.IsOver, site.Turns, now)) return;
        Volatile.Write(ref _now, new StrongBox(machine.Released(), process));
        ProtectionSignals.Over(site, this);
    }

    /// <summary>The plan does not ask for it any more: nobody is held back.</summary>
    public void Rest()
    {
        Level.End();
        _looked = 0;
        Volatile.Write(ref _now, new StrongBox(new ProtectionMachine(), default));
    }

    private sealed class StrongBox(ProtectionMachine machine, ProcessReading reading)
    {
        public ProtectionMachine Machine { get; } = machine;

        public ProcessReading Newest { get; } = reading;
    }
}
