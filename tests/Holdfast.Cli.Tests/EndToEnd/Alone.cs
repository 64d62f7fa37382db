namespace Holdfast.Cli.Tests.EndToEnd;

/// <summary>Tests that measure under load: beside others they would measure those.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
