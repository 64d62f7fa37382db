using Holdfast.Core.Plan;

namespace Holdfast.Gateway.Front.Drain;

/// <summary>Feeds the machine with signals, time and the end of the last connection, and carries out what it decides.</summary>
internal sealed class DrainDriver(Func<ServerPlan> plan, TimeProvider time, Func<Task> whenEmpty, Func<DrainEffects, Task> perform)
{
    private readonly long _start = time.GetTimestamp();
    private volatile DrainPhaseBox _machine = new(DrainMachine.Serving);

    public DrainPhase Phase => _machine.Value.Phase;

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Returns when nothing is left, or when what was left has been cut.</summary>
    /// <param name="hurry">The second signal.</param>
    public async Task RunAsync(CancellationToken hurry)
    {
        await OnAsync(DrainEvent.Signal).ConfigureAwait(false);
        while (Phase != DrainPhase.Stopped)
            await OnAsync(await NextAsync(hurry).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task OnAsync(DrainEvent happened)
    {
        var server = plan();
        var (next, effects) = _machine.Value.On(happened, Now, server.DrainDelay, server.Drain);
        _machine = new DrainPhaseBox(next);
        if (effects != DrainEffects.None)
            await perform(effects).ConfigureAwait(false);
    }

    private async Task<DrainEvent> NextAsync(CancellationToken hurry)
    {
        if (hurry.IsCancellationRequested)
            return DrainEvent.Signal;

        using var decided = CancellationTokenSource.CreateLinkedTokenSource(hurry);
        var left = _machine.Value.Until - Now;
        var elapsed = Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, decided.Token);
        var emptied = Phase == DrainPhase.Finishing ? whenEmpty() : elapsed;
        var first = await Task.WhenAny(emptied, elapsed).ConfigureAwait(false);
        await decided.CancelAsync().ConfigureAwait(false);
        if (hurry.IsCancellationRequested)
            return DrainEvent.Signal;
        return first == elapsed ? DrainEvent.Tick : DrainEvent.Emptied;
    }

    /// <summary>A struct of three words is not read in one go; a reference is.</summary>
    private sealed record DrainPhaseBox(DrainMachine Value);
}
