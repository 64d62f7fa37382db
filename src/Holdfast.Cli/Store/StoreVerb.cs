using System.CommandLine;
using Holdfast.Cli.Data;
using Holdfast.Cli.Draining;
using Holdfast.Cli.Starting;
using Holdfast.Cli.Up;
using Holdfast.Control.Store;
using Holdfast.Control.Store.Sqlite;

namespace Holdfast.Cli.Store;

/// <summary><c>holdfast store</c>: copies of the store, and whether it is whole.</summary>
internal static class StoreVerb
{
    public static Command Create() => new("store", "Copy the store of revisions, put a copy back, or look whether it is whole.") { Backup(), Restore(), Check() };

    private static Command Backup()
    {
        var file = new Argument<string>("FILE") { Description = "Where to; it must not be there yet." };
        var data = Data();
        var command = new Command("backup", "Copy the store whole, also while it is used.") { file, data };
        command.SetAction(parsed => Named(() =>
        {
            SqliteCopy.Backup(StoreOf(parsed.GetValue(data)), Path.GetFullPath(parsed.GetValue(file)!));
            Console.Out.WriteLine($"{parsed.GetValue(file)} holds the store as it is now");
        }));
        return command;
    }

    private static Command Restore()
    {
        var file = new Argument<string>("FILE") { Description = "What 'store backup' has written." };
        var data = Data();
        var reason = new Option<string>("--reason") { Description = "What for: put on record.", HelpName = "TEXT", DefaultValueFactory = static _ => "a copy was put back" };
        var command = new Command("restore", "Put a copy in the place of the store; the process must be stopped.") { file, reason, data };
        command.SetAction(parsed => Named(() =>
        {
            var folder = DataFolderPath.Resolve(parsed.GetValue(data), Environment.GetEnvironmentVariable);
            // The folder's lock: nobody writes to the store meanwhile.
            using var held = DataFolder.Open(folder, TimeProvider.System);
            var order = new Order(DrainArguments.By(Environment.GetEnvironmentVariable), parsed.GetValue(reason)!);
            var kept = SqliteCopy.Restore(Path.GetFullPath(parsed.GetValue(file)!), Path.Combine(folder, UpStore.FileName), order, TimeProvider.System);
            Console.Out.WriteLine(kept is null ? "the store is back" : $"the store is back; what was there is kept as {kept}");
        }));
        return command;
    }

    private static Command Check()
    {
        var file = new Argument<string?>("FILE") { Description = "A copy (default: the store itself).", DefaultValueFactory = static _ => null };
        var data = Data();
        var command = new Command("check", "Say whether the store, or a copy of it, is whole.") { file, data };
        command.SetAction(parsed => Named(() =>
        {
            var found = parsed.GetValue(file) is { } copy ? Path.GetFullPath(copy) : StoreOf(parsed.GetValue(data));
            SqliteCopy.Check(found);
            Console.Out.WriteLine($"{found} is whole");
        }));
        return command;
    }

    private static Option<string?> Data() => new("--data") { Description = "Data folder of the process.", HelpName = "FOLDER" };

    private static string StoreOf(string? folder) => Path.Combine(DataFolderPath.Resolve(folder, Environment.GetEnvironmentVariable), UpStore.FileName);

    private static int Named(Action work)
    {
        try
        {
            work();
            return ExitCode.Fine;
        }
        catch (StoreException fault)
        {
            throw new StartException(fault.Known, fault.Message, ExitCode.CannotStart, fault);
        }
    }
}
