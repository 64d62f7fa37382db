namespace Shop.Nodes;

/// <summary>The behaviour in force; turning it wakes what hangs.</summary>
internal sealed class BehaviourSwitch
{
    private sealed record Setting(Behaviour Behaviour, TaskCompletionSource Turned);

    private Setting _setting = NewSetting(Behaviour.Healthy);

    public Behaviour Current => Volatile.Read(ref _setting).Behaviour;

    public void Turn(Behaviour behaviour) =>
        Interlocked.Exchange(ref _setting, NewSetting(behaviour)).Turned.SetResult();

    /// <summary>Returns when <paramref name="hangs"/> is no longer true of the behaviour in force.</summary>
    /// <exception cref="OperationCanceledException">The caller left, or the node stops.</exception>
    public async Task HangWhileAsync(Func<Behaviour, bool> hangs, CancellationToken cancellation)
    {
        while (Volatile.Read(ref _setting) is var setting && hangs(setting.Behaviour))
            await setting.Turned.Task.WaitAsync(cancellation);
    }

    private static Setting NewSetting(Behaviour behaviour) =>
        new(behaviour, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
