namespace Holdfast.Testing;

/// <summary>Bounded waiting on the real clock, for what happens on sockets and in other processes.</summary>
/// <remarks>Nothing here is a sleep: each wait ends as soon as its condition holds, and fails saying what was awaited.</remarks>
public static class Eventually
{
    /// <summary>Long enough for a loaded machine, short enough that a hung test is noticed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Polls until <paramref name="condition"/> holds.</summary>
    /// <param name="what">What is awaited, for the failure message.</param>
    /// <param name="state">What was seen instead, for the failure message.</param>
    public static Task HoldsAsync(
        Func<bool> condition, string what, TimeSpan? within = null, Func<string>? state = null) =>
        HoldsAsync(() => Task.FromResult(condition()), what, within, state);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, string, TimeSpan?, Func{string}?)"/>
    public static async Task HoldsAsync(
        Func<Task<bool>> condition, string what, TimeSpan? within = null, Func<string>? state = null)
    {
        var clock = TimeProvider.System;
        var limit = within ?? Patience;
        var start = clock.GetTimestamp();
        while (!await condition())
        {
            if (clock.GetElapsedTime(start) > limit)
                throw new TimeoutException(Message(what, limit, state));
            await Task.Delay(Pause, clock);
        }
    }

    /// <summary>Polls until <paramref name="probe"/> yields something, and returns it.</summary>
    public static async Task<T> YieldsAsync<T>(
        Func<Task<T?>> probe, string what, TimeSpan? within = null, Func<string>? state = null)
        where T : class
    {
        T? found = null;
        await HoldsAsync(async () => (found = await probe()) is not null, what, within, state);
        return found!;
    }

    /// <summary>Awaits a task that ought to end by itself.</summary>
    public static async Task Within(this Task task, string what, TimeSpan? within = null, Func<string>? state = null)
    {
        var limit = within ?? Patience;
        try
        {
            await task.WaitAsync(limit, TimeProvider.System);
        }
        catch (TimeoutException timeout) when (!task.IsCompleted)
        {
            throw new TimeoutException(Message(what, limit, state), timeout);
        }
    }

    /// <inheritdoc cref="Within(Task, string, TimeSpan?, Func{string}?)"/>
    public static async Task<T> Within<T>(
        this Task<T> task, string what, TimeSpan? within = null, Func<string>? state = null)
    {
        await Within((Task)task, what, within, state);
        return await task;
    }

    private static string Message(string what, TimeSpan limit, Func<string>? state)
    {
        var seen = state?.Invoke();
        return $"Not within {limit.TotalSeconds:0.#} s: {what}{(seen is null ? "" : $"; seen: {seen}")}";
    }
}
