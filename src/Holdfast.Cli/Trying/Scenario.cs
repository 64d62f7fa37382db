namespace Holdfast.Cli.Trying;

/// <summary>Something that can happen to a shop, played against the running demo. Each in a file of its own.</summary>
internal abstract class Scenario
{
    /// <summary>As it is named on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What happens, in a line.</summary>
    public abstract string About { get; }

    /// <summary>The interface that callers use.</summary>
    public abstract string Interface { get; }

    /// <summary>Commands that show more of it afterwards.</summary>
    public abstract IReadOnlyList<string> Look { get; }

    /// <summary>Plays it, and says what happened with numbers. What it did to nodes is undone by the stage, however it ends.</summary>
    /// <exception cref="Starting.StartException">What should be shown did not come about within the bounds.</exception>
    public abstract Task PlayAsync(TryStage stage, CancellationToken cancellation);
}
