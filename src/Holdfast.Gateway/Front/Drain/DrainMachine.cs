namespace Holdfast.Gateway.Front.Drain;

/// <summary>The way out, as a decision: phases only go forward, and every phase but the first has an end.</summary>
/// <remarks>Times are on a clock that only goes forward: a wall clock set back must not stretch a drain.</remarks>
/// <param name="Until">When time moves the phase on; never while serving and when stopped.</param>
internal readonly record struct DrainMachine(DrainPhase Phase, TimeSpan Until)
{
    private const DrainEffects CloseAndCut = DrainEffects.CloseListeners | DrainEffects.Cut;

    public static readonly DrainMachine Serving = new(DrainPhase.Serving, TimeSpan.MaxValue);

    private static readonly DrainMachine Stopped = new(DrainPhase.Stopped, TimeSpan.MaxValue);

    public (DrainMachine Next, DrainEffects Effects) On(
        DrainEvent happened, TimeSpan now, TimeSpan delay, TimeSpan drain) => (Phase, happened) switch
        {
            (DrainPhase.Serving, DrainEvent.Signal) when delay > TimeSpan.Zero =>
                (new DrainMachine(DrainPhase.Announcing, now + delay), DrainEffects.Announce),
            (DrainPhase.Serving, DrainEvent.Signal) =>
                (new DrainMachine(DrainPhase.Finishing, now + drain), DrainEffects.Announce | DrainEffects.CloseListeners),

            (DrainPhase.Announcing, DrainEvent.Tick) when now >= Until =>
                (new DrainMachine(DrainPhase.Finishing, now + drain), DrainEffects.CloseListeners),
            (DrainPhase.Announcing, DrainEvent.Signal) => (Stopped, CloseAndCut),

            (DrainPhase.Finishing, DrainEvent.Emptied) => (Stopped, DrainEffects.None),
            (DrainPhase.Finishing, DrainEvent.Tick) when now >= Until => (Stopped, DrainEffects.Cut),
            (DrainPhase.Finishing, DrainEvent.Signal) => (Stopped, DrainEffects.Cut),

            _ => (this, DrainEffects.None),
        };
}
