using System.Reflection;
using System.Runtime.CompilerServices;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Approvals.Gate;
using Synter.Infrastructure.Database;
using Synter.Web;

namespace Synter.Tests.Architecture;

/// <summary>There is one way from an approval to a provider, and no other code can take a step of it.</summary>
public sealed class GateTests
{
    private static readonly Assembly[] Product = [typeof(Scope).Assembly, typeof(SynterDatabase).Assembly, typeof(SynterHost).Assembly];

    private static readonly (Type Caller, MethodBase Called)[] AllCalls = [.. Product.SelectMany(Calls.Of)];

    private static readonly string[] Writing = ["get_Post", "get_Put", "get_Patch", "get_Delete"];

    /// <summary>A reader that can only be asked by POST, and a store of our own. A new name here is a decision for the reviewer.</summary>
    private static readonly string[] OthersThatMustPost = ["CStoreClient", "HttpChatModel"];

    [Fact]
    public void ApprovedEffect_CannotBeMadeOrCopiedOutsideTheGate()
    {
        var type = typeof(ApprovedEffect);

        Assert.True(type.IsSealed && type.IsClass);
        // A record could be copied with a change; a settable property could be changed.
        Assert.Null(type.GetMethod("<Clone>$"));
        Assert.All(type.GetProperties(), property => Assert.False(property.CanWrite, property.Name));
        Assert.All(type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance), made => Assert.True(made.IsPrivate));
        Assert.Equal([typeof(ApprovedEffect.Gate)], type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic));
        Assert.Equal(
            [typeof(ApprovedEffect.Gate)],
            CallersOf(called => called.IsConstructor && called.DeclaringType == type));
    }

    [Fact]
    public void Objects_AreMadeByTheirConstructorsOnly() => Assert.Empty(CallersOf(called =>
        called.Name is nameof(RuntimeHelpers.GetUninitializedObject)
        || (called.DeclaringType == typeof(ConstructorInfo) && called.Name == nameof(ConstructorInfo.Invoke))));

    [Fact]
    public void Grants_AreReachedByTheGateOnly()
    {
        Assert.Equal([typeof(ApprovedEffect.Gate)], CallersOf(called => called.DeclaringType == typeof(IGrants)));
        Assert.Equal([typeof(GrantStore)], Implementing(typeof(IGrants)));
    }

    [Fact]
    public void Writers_AreCalledByTheGateAndTheExecutorOnly()
    {
        Assert.Equal(
            [typeof(ApprovedEffect.Gate), typeof(EffectSender)],
            CallersOf(called => called.DeclaringType == typeof(IEffectWriter) && called.Name == nameof(IEffectWriter.SendAsync)));
        Assert.Equal(
            [typeof(EffectSender)],
            CallersOf(called => called.DeclaringType == typeof(IEffectWriter) && called.Name == nameof(IEffectWriter.FindAsync)));
        Assert.Equal(
            [typeof(ApprovedEffect.Gate)],
            CallersOf(called => called.DeclaringType == typeof(IEffectWriter) && called.Name == nameof(IEffectWriter.DriftAsync)));
    }

    [Fact]
    public void Writers_LiveWithTheirProviderAndAreKnownToNobodyElse()
    {
        var writers = Implementing(typeof(IEffectWriter)).ToList();

        Assert.NotEmpty(writers);
        Assert.All(writers, writer =>
        {
            Assert.EndsWith("Writer", writer.Name, StringComparison.Ordinal);
            Assert.StartsWith("Synter.Infrastructure.Providers.", writer.Namespace + ".", StringComparison.Ordinal);
        });
        Assert.All(
            CallersOf(called => called.DeclaringType is { } type && typeof(IEffectWriter).IsAssignableFrom(type) && type != typeof(IEffectWriter)),
            caller => Assert.True(typeof(IEffectWriter).IsAssignableFrom(caller), $"{caller} reaches a writer past the gate."));
    }

    [Fact]
    public void Providers_AreWrittenToByWritersOnly()
    {
        var writing = CallersOf(IsWriting).ToLookup(caller => caller.Name.EndsWith("Writer", StringComparison.Ordinal), caller => caller.Name);

        // That it finds the writers shows that it would find the others.
        Assert.NotEmpty(writing[true]);
        Assert.Equal(OthersThatMustPost, writing[false]);
    }

    /// <summary>A request that changes something, by whichever of the ways the base library has.</summary>
    private static bool IsWriting(MethodBase called) =>
        (called.DeclaringType == typeof(HttpMethod) && (called.IsConstructor || Writing.Contains(called.Name)))
        || (called.DeclaringType == typeof(HttpClient) && IsWritingVerb(called.Name))
        || (called.DeclaringType?.FullName == "System.Net.Http.Json.HttpClientJsonExtensions" && IsWritingVerb(called.Name));

    private static bool IsWritingVerb(string name) =>
        name.StartsWith("Post", StringComparison.Ordinal) || name.StartsWith("Put", StringComparison.Ordinal)
        || name.StartsWith("Patch", StringComparison.Ordinal) || name.StartsWith("Delete", StringComparison.Ordinal);

    private static List<Type> CallersOf(Func<MethodBase, bool> which) =>
        [.. AllCalls.Where(call => which(call.Called)).Select(call => call.Caller).Distinct().OrderBy(caller => caller.FullName, StringComparer.Ordinal)];

    private static IEnumerable<Type> Implementing(Type port) =>
        Product.SelectMany(assembly => assembly.GetTypes()).Where(type => port.IsAssignableFrom(type) && !type.IsInterface);
}
