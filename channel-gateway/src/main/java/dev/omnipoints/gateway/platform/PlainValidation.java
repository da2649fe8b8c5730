package dev.omnipoints.gateway.platform;

import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.validator.BaseHibernateValidatorConfiguration;

/**
 * Bodies are records and nothing of them is loaded late, so whether a field may be looked at needs no remembering: that
 * alone was a twentieth of what a sale costs here.
 */
@ApplicationScoped
public class PlainValidation implements ValidatorFactoryCustomizer {
    @Override
    public void customize(BaseHibernateValidatorConfiguration<?> configuration) {
        configuration.enableTraversableResolverResultCache(false);
    }
}
