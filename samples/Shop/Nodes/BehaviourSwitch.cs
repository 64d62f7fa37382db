namespace Shop.Nodes;

/// <summary>The behaviour in force; turning it wakes what hangs. One that was given for a time ends with it.</summary>
internal sealed class BehaviourSwitch(TimeProvider time)
{
    private sealed record Setting(Behaviour Behaviour, TaskCompletionSource Turned);

    private Setting _setting = NewSetting(Behaviour.Healthy);

    public Behaviour Current => Volatile.Read(ref _setting).Behaviour;

    public void Turn(Behaviour behaviour)
    {
        var setting = NewSetting(behaviour);
        Interlocked.Exchange(ref _setting, setting).Turned.SetResult();
        if (behaviour.For > TimeSpan.Zero) _ = EndAsync(setting);
    }

    /// <summary>Returns when <paramref name="hangs"/> is no longer true of the behaviour in force.</summary>
    /// <exception cref="OperationCanceledException">The caller left, or the node stops.</exception>
    public async Task HangWhileAsync(Func<Behaviour, bool> hangs, CancellationToken cancellation)
    {
        while (Volatile.Read(ref _setting) is var setting && hangs(setting.Behaviour))
            await setting.Turned.Task.WaitAsync(cancellation);
    }

    private async Task EndAsync(Setting setting)
    {
        await Task.Delay(setting.Behaviour.For, time);
        if (Interlocked.CompareExchange(ref _setting, NewSetting(Behaviour.Healthy), setting) == setting) setting.Turned.SetResult();
    }

    private static Setting NewSetting(Behaviour behaviour) =>
        new(behaviour, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
