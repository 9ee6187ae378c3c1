using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Synter.Infrastructure.Database;

/// <summary>
/// Names tables, columns, keys and indexes in snake_case, so that SQL needs no quotes. A name given in a configuration
/// stays as it was given. (The package that does this has no version for EF 10 here.)
/// </summary>
internal sealed class SnakeCaseConvention : IModelFinalizingConvention
{
    private const int LongestIdentifier = 63;

    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var json in modelBuilder.Metadata.GetEntityTypes().Where(entity => entity.IsMappedToJson()))
            json.SetContainerColumnName(SnakeCase.From(json.GetContainerColumnName()!));

        var entities = modelBuilder.Metadata.GetEntityTypes().Where(entity => !entity.IsMappedToJson()).ToList();
        foreach (var entity in entities)
        {
            if (entity.BaseType is null && entity.GetTableName() is { } table) entity.Builder.ToTable(SnakeCase.From(table), entity.GetSchema());
            foreach (var property in entity.GetDeclaredProperties()) NameColumn(property);
            foreach (var complex in entity.GetDeclaredComplexProperties()) NameColumns(complex);
        }

        // Constraint names are made of table and column names, so they come second.
        foreach (var entity in entities)
        {
            foreach (var key in entity.GetDeclaredKeys()) key.Builder.HasName(Short(SnakeCase.From(key.GetName()!)));
            foreach (var foreign in entity.GetDeclaredForeignKeys()) foreign.Builder.HasConstraintName(Short(SnakeCase.From(foreign.GetConstraintName()!)));
            foreach (var index in entity.GetDeclaredIndexes()) index.Builder.HasDatabaseName(Short(SnakeCase.From(index.GetDatabaseName()!)));
        }
    }

    private static void NameColumns(IConventionComplexProperty complex)
    {
        if (complex.ComplexType.IsMappedToJson()) return;
        foreach (var property in complex.ComplexType.GetDeclaredProperties()) NameColumn(property);
        foreach (var inner in complex.ComplexType.GetDeclaredComplexProperties()) NameColumns(inner);
    }

    private static void NameColumn(IConventionProperty property) => property.Builder.HasColumnName(SnakeCase.From(property.GetColumnName()));

    private static string Short(string name) => name.Length <= LongestIdentifier ? name : name[..LongestIdentifier];
}
