namespace Synter.Tests.Support;

/// <summary>
/// One Synter for all the classes that ask nothing special of theirs: <c>[Collection(OneSynter.Name)]</c>. What others left in it does
/// not matter to them: each test looks at what it made itself, or makes a workspace to be alone in.
/// </summary>
[CollectionDefinition(Name)]
public sealed class OneSynter : ICollectionFixture<RunningSynter>
{
    public const string Name = "One Synter";
}
