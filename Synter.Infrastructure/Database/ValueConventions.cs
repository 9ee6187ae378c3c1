using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Database;

/// <summary>How the domain's own value types are kept: each strong id as <c>uuid</c>, each enum as its snake_case name.</summary>
internal static class ValueConventions
{
    public static void Apply(ModelConfigurationBuilder builder)
    {
        foreach (var type in new[] { typeof(WorkspaceId).Assembly, typeof(SynterDbContext).Assembly }.SelectMany(assembly => assembly.GetTypes()))
        {
            if (IsStrongId(type)) builder.Properties(type).HaveConversion(typeof(StrongIdConverter<>).MakeGenericType(type));
            else if (type.IsEnum) builder.Properties(type).HaveConversion(typeof(EnumNameConverter<>).MakeGenericType(type));
        }
    }

    private static bool IsStrongId(Type type) => type.IsValueType && !type.IsGenericType
        && type.GetTypeInfo().ImplementedInterfaces.Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IStrongId<>));

    private sealed class StrongIdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => From(value))
        where TId : struct, IStrongId<TId>
    {
        private static TId From(Guid value) => TId.From(value);
    }

    private sealed class EnumNameConverter<TEnum>() : ValueConverter<TEnum, string>(value => EnumNames.Write(value), text => EnumNames.Read<TEnum>(text))
        where TEnum : struct, Enum;
}
