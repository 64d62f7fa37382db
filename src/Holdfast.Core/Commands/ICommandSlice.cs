using Holdfast.Core.Principles;

namespace Holdfast.Core.Commands;

/// <summary>A slice that an operator can tell to do something.</summary>
public interface ICommandSlice
{
    IReadOnlyList<OperatorCommand> Commands { get; }

    /// <summary>Carries out one of its commands. Never called for two at once; must return at once, and must not throw for what an operator says.</summary>
    CommandResult Execute(OperatorCommand command, CommandArguments arguments, CommandOrder order, SliceContext context);
}
