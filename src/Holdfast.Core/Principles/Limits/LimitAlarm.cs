using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;

namespace Holdfast.Core.Principles.Limits;

/// <summary>Says once when a limit begins to refuse, and once when it has refused nobody for a while: two signals however many calls.</summary>
internal sealed class LimitAlarm(CompileContext context, LimitTallies tallies)
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);

    private readonly long _calmTicks = (long)(Calm.TotalSeconds * context.Time.TimestampFrequency);
    private LimitCounts _before;
    private long _last;
    private int _isOn;

    public bool IsOn => Volatile.Read(ref _isOn) != 0;

    /// <param name="call">The call that was refused.</param>
    public void Refused(LimitModel model, Call call, string subject, in Measure measured, long timestamp)
    {
        Volatile.Write(ref _last, timestamp);
        if (IsOn || Interlocked.Exchange(ref _isOn, 1) != 0) return;
        _before = tallies.Read();
        var key = model is { IsKeyShown: true, Reader: { } reader } ? reader.Text(call) : "";
        LimitSignals.Reached(context.Signals, model, subject, key, measured);
    }

    public void Passed(LimitModel model, string subject, long timestamp)
    {
        if (!IsOn || timestamp - Volatile.Read(ref _last) < _calmTicks || Interlocked.CompareExchange(ref _isOn, 0, 1) != 1) return;
        var now = tallies.Read();
        LimitSignals.Calm(context.Signals, model, subject, now.Refused + now.WouldRefuse - _before.Refused - _before.WouldRefuse);
    }
}
