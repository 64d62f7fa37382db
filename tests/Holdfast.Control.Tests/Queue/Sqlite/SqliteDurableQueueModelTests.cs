using CsCheck;

namespace Holdfast.Control.Tests.Queue.Sqlite;

public sealed class SqliteDurableQueueModelTests
{
    /// <summary>Each is some forty transactions that wait for the disk; a run of a thousand takes minutes, and finds no more than these do night after night.</summary>
    private const int Runs = 25;

    [Fact]
    public async Task Queue_UnderWhateverHappens_DoesWhatTheModelDoes() => await QueueStep.Any.List[1, 60].SampleAsync(
        async steps =>
        {
            var time = new SetClock();
            await using var host = new QueueHost(time);
            await new QueueTrial(() => host.Now, host.CrashAsync, time).RunAsync(steps);
        },
        iter: Runs, threads: 1);
}
