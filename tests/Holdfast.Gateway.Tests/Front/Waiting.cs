namespace Holdfast.Gateway.Tests.Front;

/// <summary>Every wait has an end, and says what it waited for.</summary>
internal static class Waiting
{
    public static async Task<T> Within<T>(this Task<T> task, string awaited)
    {
        await ((Task)task).Within(awaited);
        return await task;
    }

    public static Task<T> Within<T>(this ValueTask<T> task, string awaited) => task.AsTask().Within(awaited);

    public static Task Within(this ValueTask task, string awaited) => task.AsTask().Within(awaited);

    public static async Task Within(this Task task, string awaited)
    {
        try
        {
            await task.WaitAsync(FrontHarness.Patience, TimeProvider.System);
        }
        catch (TimeoutException e) when (!task.IsCompleted)
        {
            throw new TimeoutException($"Waited {FrontHarness.Patience} in vain for: {awaited}", e);
        }
    }

    /// <summary>Looks every 10 ms until it holds.</summary>
    public static async Task Until(Func<bool> holds, string awaited)
    {
        for (var look = 0; look < FrontHarness.Patience.TotalMilliseconds / 10; look++)
        {
            if (holds())
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        throw new TimeoutException($"Waited {FrontHarness.Patience} in vain for: {awaited}");
    }
}
