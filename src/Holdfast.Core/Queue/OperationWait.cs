namespace Holdfast.Core.Queue;

/// <summary>All who wait for one operation.</summary>
internal sealed class OperationWait
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ended => _ended.Task;

    /// <summary>How many.</summary>
    public int Count { get; set; }

    public void End() => _ended.TrySetResult();
}
