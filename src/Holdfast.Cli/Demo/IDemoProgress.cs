using Shop.Load;

namespace Holdfast.Cli.Demo;

/// <summary>Shows a load while it runs.</summary>
internal interface IDemoProgress
{
    /// <summary>Returns when cancelled.</summary>
    Task RunAsync(Func<LoadSnapshot> read, TimeProvider time, CancellationToken cancellation);
}
