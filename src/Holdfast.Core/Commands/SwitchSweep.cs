using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Commands;

/// <summary>Has the slices put the end of switches on record. They end by themselves: calls look at the clock.</summary>
internal sealed class SwitchSweep : IAgent
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly HoldfastRuntime _runtime;
    private readonly ISwitchSlice[] _slices;
    private readonly ITimer _timer;

    public SwitchSweep(HoldfastRuntime runtime)
    {
        _runtime = runtime;
        _slices = [.. runtime.Slices.OfType<ISwitchSlice>()];
        _timer = runtime.Time.CreateTimer(static sweep => ((SwitchSweep)sweep!).Sweep(), this, Every, Every);
    }

    public void Apply(PlanModel plan)
    {
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Sweep()
    {
        if (_runtime.Present is { } present) _runtime.Commands.EndOver(_slices, present);
    }
}
