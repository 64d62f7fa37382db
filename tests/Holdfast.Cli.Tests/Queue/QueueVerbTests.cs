using Holdfast.Control.Queue.Sqlite;
using Holdfast.Core.Queue;
using Holdfast.Testing;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.Queue;

public sealed class QueueVerbTests
{
    [Fact]
    public async Task Queue_ThatIsDamaged_IsFoundAndRepaired()
    {
        using var folder = new TemporaryFolder();
        string[] data = ["--data", folder.File("data")];
        var (code, _, said) = await HoldfastProcess.RunAsync(["queue", "check", .. data]);
        (code, said).ShouldSatisfyAllConditions(() => code.ShouldBe(ExitCode.CannotStart), () => said.ShouldContain("HF6030"));
        await using (var queue = new SqliteDurableQueue(folder.File("data/queue"), TimeProvider.System, freeBytesMin: 1)) await queue.AcceptAsync(Draft());
        await using (var file = new FileStream(folder.File("data/queue/queue.db"), FileMode.Open))
        {
            // Of the last page, which something is in.
            file.Position = file.Length - 4_096;
            file.Write(new byte[512]);
        }

        (code, _, said) = await HoldfastProcess.RunAsync(["queue", "check", .. data]);
        code.ShouldBe(ExitCode.CannotStart);
        said.ShouldNotBeEmpty();
        (_, var told, _) = await HoldfastProcess.RunAsync(["queue", "repair", .. data]);
        told.ShouldContain("damaged-");
        (code, told, _) = await HoldfastProcess.RunAsync(["queue", "check", .. data]);
        (code, told).ShouldBe((ExitCode.Fine, $"{folder.File("data/queue")} is whole"));
    }

    private static OperationDraft Draft() => new()
    {
        Id = OperationId.Make(TimeProvider.System), Lane = "coupons", Request = new OperationRequest("POST", "http", "/", "", []), AgeMax = TimeSpan.FromHours(1),
        Keep = TimeSpan.FromHours(1), Bounds = new LaneBounds(10, 1_000_000, TimeSpan.FromHours(1)), Key = new byte[32], Fingerprint = new byte[32],
    };
}
