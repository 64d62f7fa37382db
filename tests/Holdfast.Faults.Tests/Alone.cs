namespace Holdfast.Faults.Tests;

/// <summary>One test after another, before the same nodes and gateway: beside others they would measure those.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone : ICollectionFixture<FaultStage>
{
    public const string Name = "alone";
}
