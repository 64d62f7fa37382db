using System.CommandLine;
using Holdfast.Cli.Data;
using Holdfast.Cli.Starting;
using Holdfast.Cli.Up;
using Holdfast.Control.Queue.Sqlite;
using Holdfast.Core.Queue;

namespace Holdfast.Cli.Queue;

/// <summary><c>queue check</c> and <c>queue repair</c>: of a folder whose process is stopped.</summary>
internal static class QueueFolderVerbs
{
    public static Command Check()
    {
        var data = Data();
        var command = new Command("check", "Say whether the queue is whole; the process must be stopped.") { data };
        command.SetAction(parsed => Named(() =>
        {
            var folder = QueueOf(parsed.GetValue(data));
            var found = QueueRepair.Check(folder);
            foreach (var line in found) Console.Error.WriteLine(line);
            if (found.Count == 0) Console.Out.WriteLine($"{folder} is whole");
            return found.Count == 0 ? ExitCode.Fine : ExitCode.CannotStart;
        }));
        return command;
    }

    public static Command Repair()
    {
        var data = Data();
        var command = new Command("repair", "Save what can be read of a damaged queue, and name what cannot; the process must be stopped.") { data };
        command.SetAction(parsed => Named(() =>
        {
            var salvage = QueueRepair.Repair(QueueOf(parsed.GetValue(data)), TimeProvider.System);
            foreach (var line in salvage.Lost) Console.Error.WriteLine(line);
            Console.Out.WriteLine($"{salvage.Saved} operations are saved; what was there is kept in {salvage.Kept}");
            return salvage.Lost.Count == 0 ? ExitCode.Fine : ExitCode.CannotStart;
        }));
        return command;
    }

    private static Option<string?> Data() => new("--data") { Description = "Data folder of the process.", HelpName = "FOLDER" };

    private static string QueueOf(string? folder) => Path.Combine(DataFolderPath.Resolve(folder, Environment.GetEnvironmentVariable), UpStore.QueueFolderName);

    private static int Named(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (QueueException fault)
        {
            throw new StartException(fault.Known, fault.Message, ExitCode.CannotStart, fault);
        }
    }
}
