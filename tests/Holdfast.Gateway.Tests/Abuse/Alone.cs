namespace Holdfast.Gateway.Tests.Abuse;

/// <summary>Tests that measure the whole process: beside others they would measure those.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
