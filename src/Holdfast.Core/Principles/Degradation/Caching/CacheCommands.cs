using Holdfast.Core.Commands;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary><c>purge</c>: what is kept for an interface is forgotten at once.</summary>
internal static class CacheCommands
{
    private static readonly Field<string> InterfaceField = new("interface", Shapes.Name("interface"), "Whose answers.") { Required = true };

    private static readonly Field<string> PathField = new("path", Shapes.Path, "A path, or with a * at the end all that begin so; queries and variants with them.")
    {
        Default = "",
        DefaultWords = "all",
    };

    public static readonly OperatorCommand Purge = new("purge", "Forget answers that are kept; the service is asked for them anew.", [InterfaceField, PathField]);

    public static IReadOnlyList<OperatorCommand> All { get; } = [Purge];

    public static CommandResult Execute(CommandArguments arguments, SliceContext context)
    {
        var (name, path) = (arguments.Get(InterfaceField), arguments.Get(PathField));
        if (!context.Plan.Interfaces.TryGetValue(name, out var target)) return CommandResult.Unknown(CommandErrors.Arguments, "interface", name, context.Plan.Interfaces.Keys);
        if (target.Plan.Sections.Get(CachePlan.Field) is null)
            return CommandResult.Refused(CommandErrors.Arguments, $"'{name}' keeps no answers: it has no 'cache' in the plan");
        var store = CacheState.Of(target.State).Store;
        var before = store.Size.Entries;
        // What is on its way now was asked for before. Said first: what is put there after this is not kept, what was before goes now.
        CacheState.Of(target.State).Forget();
        var removed = store.Remove(slot => path.Length == 0 || (path[^1] == '*' ? slot.Path.StartsWith(path[..^1], StringComparison.Ordinal) : slot.Path == path));
        var text = $"interfaces.{name}: {removed} answers{(path.Length == 0 ? "" : $" of {path}")} forgotten";
        return removed == 0
            ? CommandResult.Already($"interfaces.{name}: nothing{(path.Length == 0 ? "" : $" of {path}")} is kept")
            : CommandResult.Done(text, new CommandChange("cache-purged", $"interfaces.{name}", $"{before} kept", $"{store.Size.Entries} kept"));
    }
}
